import { QUEUE_LABELS } from "@/components/jobs/job-labels";
import { CopyButton } from "@/components/ui/copy-button";
import { type Fact, FactList } from "@/components/ui/fact-list";
import { humanize } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/time";
import type { Job } from "@/lib/contracts/jobs";

export function JobFacts({ job }: { job: Job }) {
  const facts: Fact[] = [
    ...Object.entries(job.input).map(([key, value]) => ({ label: humanize(key), value: describeValue(value) })),
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

/** Input as people read it; a long list becomes its first entries and how many more there are. */
function describeValue(value: unknown): string {
  if (value === true) return "Yes";
  if (value === false) return "No";
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) {
    const more = value.length > 3 ? ` and ${value.length - 3} more` : "";
    return value.length === 0 ? "–" : value.slice(0, 3).map(describeValue).join(", ") + more;
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
