import Link from "next/link";
import { formatCount, formatDuration } from "@/components/ui/format";
import { ProgressBar } from "@/components/ui/progress-bar";
import { useNowMs } from "@/components/ui/time";
import { isFinished, type Job } from "@/lib/contracts/jobs";

const BAR_TONES = {
  queued: "neutral",
  running: "accent",
  completed: "ok",
  failed: "bad",
  cancelled: "neutral",
} as const;

/** The four progress fields large, and what came of the items. */
export function JobSummary({ job }: { job: Job }) {
  const { current, total, progress, message } = job.progress;
  const isCounting = total === 0 && !isFinished(job.status);
  return (
    <section aria-label="Progress" className="rounded-lg border border-border bg-surface p-4 shadow-raised sm:p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="font-semibold text-3xl tabular-nums tracking-tight">
          {Math.floor(progress)}
          <span className="ml-0.5 text-muted text-xl">%</span>
        </p>
        <p className="text-muted tabular-nums">
          {isCounting ? "Finding out how much there is" : `${formatCount(current)} of ${formatCount(total)} items`}
          {" · "}
          <Elapsed job={job} />
        </p>
      </div>
      <ProgressBar
        label="Progress of this job"
        percent={progress}
        isIndeterminate={isCounting}
        tone={BAR_TONES[job.status]}
        className="mt-3 h-2"
      />
      <p aria-live="polite" className="mt-3 min-h-5.5">
        {message}
      </p>
      {job.error && (
        <p className="mt-2 rounded-md bg-bad-soft px-3 py-2 text-sm">
          <span className="font-semibold text-bad">{job.error.code}</span> {job.error.message}
        </p>
      )}
      <JobCounts counts={job.counts} />
      {job.counts.failed > 0 && (
        <Link
          href={`/failures?job=${job.id}`}
          className="mt-3 inline-block rounded-sm font-medium text-accent text-sm underline-offset-4 hover:underline"
        >
          What failed, by cause
        </Link>
      )}
    </section>
  );
}

function JobCounts({ counts }: { counts: Job["counts"] }) {
  const cells = [
    { label: "Done", value: counts.completed },
    { label: "Skipped", value: counts.skipped },
    { label: "Failed", value: counts.failed },
    { label: "Cancelled", value: counts.cancelled },
  ];
  return (
    <dl className="mt-4 grid grid-cols-4 gap-2 border-border border-t pt-4">
      {cells.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-muted text-sm">{label}</dt>
          <dd className="font-semibold text-lg tabular-nums">{formatCount(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Elapsed({ job }: { job: Job }) {
  const nowMs = useNowMs();
  if (!job.started_at) return "not started";
  const endMs = job.finished_at ? Date.parse(job.finished_at) : nowMs;
  return endMs === null ? "" : formatDuration(endMs - Date.parse(job.started_at));
}
