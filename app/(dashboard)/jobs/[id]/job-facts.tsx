import { QUEUE_LABELS } from "@/components/jobs/job-labels";
import { CopyButton } from "@/components/ui/copy-button";
import { type Fact, FactList } from "@/components/ui/fact-list";
import { RelativeTime } from "@/components/ui/time";
import type { Job } from "@/lib/contracts/jobs";
import { describeInput } from "./describe-input";

export function JobFacts({ job }: { job: Job }) {
  const facts: Fact[] = [
    ...describeInput(job.input),
    { label: "Queue", value: QUEUE_LABELS[job.queue] },
    { label: "Priority", value: `${job.priority} of 9` },
    { label: "Attempt", value: String(job.attempt) },
    { label: "Created", value: <RelativeTime value={job.created_at} /> },
    { label: "Job id", value: <JobId id={job.id} /> },
  ];
  return <FactList facts={facts} />;
}

function JobId({ id }: { id: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="truncate font-mono text-xs">{id}</code>
      <CopyButton value={id} label="Copy the job id" />
    </span>
  );
}
