import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { formatCount } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/time";
import type { Job } from "@/lib/contracts/jobs";
import { describeJob, JOB_KIND_LABELS, QUEUE_LABELS } from "./job-labels";
import { JobProgress } from "./job-progress";
import { StatusBadge } from "./status-badge";

export interface JobSelection {
  selected: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

interface JobListProps {
  jobs: Job[];
  label: string;
  /** Rows can be ticked. */
  selection?: JobSelection | undefined;
}

/** Jobs as rows that open their page: one line each where the list is wide enough, else stacked. */
export function JobList({ jobs, label, selection }: JobListProps) {
  return (
    <ul aria-label={label} className="@container divide-y divide-border">
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} selection={selection} />
      ))}
    </ul>
  );
}

function JobRow({ job, selection }: { job: Job; selection: JobSelection | undefined }) {
  const { icon: Icon } = JOB_KIND_LABELS[job.kind];
  const isRoot = job.root_job_id === job.id;
  return (
    <li className="relative -mx-2 grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1.5 px-2 py-3 hover:bg-hover/60 @2xl:grid-cols-[auto_minmax(0,1.3fr)_minmax(9rem,1fr)_8rem_6rem]">
      <span className="flex items-center gap-3">
        {selection && (
          <input
            type="checkbox"
            aria-label={`Select ${describeJob(job)}`}
            checked={selection.selected.has(job.id)}
            onChange={() => selection.onToggle(job.id)}
            className="relative z-10 size-4.5 accent-accent"
          />
        )}
        <span className="grid size-8 place-items-center rounded-md bg-sunken text-muted">
          <Icon aria-hidden className="size-4" />
        </span>
      </span>
      <div className="min-w-0">
        <Link
          href={`/jobs/${job.id}`}
          className="block truncate font-medium after:absolute after:inset-0 after:rounded-md"
        >
          {describeJob(job)}
        </Link>
        <p className="truncate text-muted text-sm">
          {QUEUE_LABELS[job.queue]}
          {!isRoot && " · follow-up"}
        </p>
      </div>
      <JobProgress job={job} className="@max-2xl:order-last @max-2xl:col-span-2 @max-2xl:col-start-2" />
      <div className="flex flex-wrap items-center gap-1.5 @max-2xl:justify-end">
        <StatusBadge status={job.status} />
        {job.counts.failed > 0 && job.status !== "failed" && (
          <Badge tone="bad">{formatCount(job.counts.failed)} failed</Badge>
        )}
      </div>
      <RelativeTime value={job.created_at} className="text-right text-muted text-sm @max-2xl:hidden" />
    </li>
  );
}
