import { formatCount, formatDuration } from "@/components/ui/format";
import { ProgressBar } from "@/components/ui/progress-bar";
import { isFinished, type Job } from "@/lib/contracts/jobs";
import { describeJob } from "./job-labels";

/** A bar with `current / total` while the job moves; afterwards what it got through and how long it took. */
export function JobProgress({ job, className }: { job: Job; className?: string }) {
  return <div className={className}>{isFinished(job.status) ? <Outcome job={job} /> : <Movement job={job} />}</div>;
}

function Movement({ job }: { job: Job }) {
  const { current, total, progress } = job.progress;
  const isCounting = total === 0;
  if (isCounting && job.status === "queued") return <span className="text-muted text-sm">Waiting for its turn</span>;
  return (
    <span className="flex items-center gap-3">
      <ProgressBar
        label={`Progress of ${describeJob(job)}`}
        percent={progress}
        isIndeterminate={isCounting}
        tone={job.status === "running" ? "accent" : "neutral"}
        className="min-w-16 flex-1"
      />
      <span className="text-muted text-sm tabular-nums">
        {isCounting ? "counting" : `${formatCount(current)} / ${formatCount(total)}`}
      </span>
    </span>
  );
}

function Outcome({ job: { counts, started_at: startedAt, finished_at: finishedAt } }: { job: Job }) {
  if (counts.total === 0) return <span className="text-muted text-sm">No items</span>;
  const done = counts.completed + counts.skipped;
  const duration = startedAt && finishedAt ? formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)) : null;
  return (
    <span className="text-muted text-sm tabular-nums">
      {[`${formatCount(done)} of ${formatCount(counts.total)} items`, duration].filter(Boolean).join(" · ")}
    </span>
  );
}
