import { formatCount } from "@/components/ui/format";
import { ProgressBar } from "@/components/ui/progress-bar";
import { isFinished, type Job } from "@/lib/contracts/jobs";
import { describeJob } from "./job-labels";

const TONES = { queued: "neutral", running: "accent", completed: "ok", failed: "bad", cancelled: "neutral" } as const;

/** The bar of a job with `current / total` beside it. */
export function JobProgress({ job, className }: { job: Job; className?: string }) {
  const { current, total, progress } = job.progress;
  const isCounting = total === 0 && !isFinished(job.status);
  return (
    <div className={className}>
      <div className="flex items-center gap-3">
        <ProgressBar
          label={`Progress of ${describeJob(job)}`}
          percent={progress}
          isIndeterminate={isCounting}
          tone={TONES[job.status]}
          className="min-w-16 flex-1"
        />
        <span className="text-muted text-sm tabular-nums">
          {isCounting ? "counting" : `${formatCount(current)} / ${formatCount(total)}`}
        </span>
      </div>
    </div>
  );
}
