"use client";

import { useQuery } from "@tanstack/react-query";
import { type Fact, FactList } from "@/components/ui/fact-list";
import { formatBytes, formatCount, formatDuration, humanize } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import type { JobReport as Report } from "@/lib/contracts/job-control";
import { isFinished, type Job } from "@/lib/contracts/jobs";
import { jobReportQuery } from "../jobs.queries";

/** What came of the job, by reason, and what it took. */
export function JobReport({ job }: { job: Job }) {
  const { data, error, isPending, refetch } = useQuery(jobReportQuery(job.id, { isActive: !isFinished(job.status) }));
  return (
    <Panel title="Yield and cost">
      {isPending && <RowsSkeleton rows={5} label="Loading yield and cost" />}
      {error && !data && <ErrorNotice error={error} onRetry={() => refetch()} />}
      {data && (
        <>
          <FactList facts={yieldFacts(data)} />
          <Reasons report={data} />
          <h3 className="mt-4 mb-2 font-semibold text-sm">Cost</h3>
          <FactList facts={costFacts(data)} />
        </>
      )}
    </Panel>
  );
}

function yieldFacts({ yield: { found, duplicate, refused, failed, cancelled, new: fresh } }: Report): Fact[] {
  const parts: [string, number, boolean][] = [
    ["Found", found, true],
    ["New", fresh, true],
    ["Known already", duplicate, duplicate > 0],
    ["Refused", refused, refused > 0],
    ["Failed", failed, failed > 0],
    ["Cancelled", cancelled, cancelled > 0],
  ];
  return parts.flatMap(([label, count, isShown]) =>
    isShown ? [{ label, value: <span className="tabular-nums">{formatCount(count)}</span> }] : [],
  );
}

function Reasons({ report: { reasons, is_capped: isCapped } }: { report: Report }) {
  if (reasons.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 mb-2 font-semibold text-sm">Why not all</h3>
      <ul className="flex flex-col gap-1 text-sm">
        {reasons.map(({ status, reason, items }) => (
          <li key={`${status}/${reason}`} className="flex justify-between gap-3">
            <span className="min-w-0 break-words">{humanize(reason)}</span>
            <span className="text-muted tabular-nums">{formatCount(items)}</span>
          </li>
        ))}
      </ul>
      {isCapped && <p className="mt-1 text-muted text-sm">Counted over a part of the items.</p>}
    </>
  );
}

function costFacts({ cost }: Report): Fact[] {
  const seconds = (value: number) => formatDuration(value * 1000);
  return [
    { label: "Start to end", value: cost.wall_seconds === null ? "not started" : seconds(cost.wall_seconds) },
    { label: "Work", value: `${seconds(cost.run_seconds)} of steps` },
    ...(cost.gpu_seconds > 0 ? [{ label: "gpu-worker", value: seconds(cost.gpu_seconds) }] : []),
    ...(cost.bytes_stored > 0 ? [{ label: "Stored", value: formatBytes(cost.bytes_stored) }] : []),
  ];
}
