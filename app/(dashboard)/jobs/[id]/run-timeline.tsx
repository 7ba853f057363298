"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartGantt, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { useNowMs } from "@/components/ui/time";
import { jobRunsQuery } from "../jobs.queries";
import { prepareTimeline, type TimelineRun, type TimelineStep } from "./prepare-timeline";
import { RunRecord } from "./run-record";

export function RunTimeline({ jobId, isActive }: { jobId: string; isActive: boolean }) {
  return (
    <Panel title="Timeline" description="Function runs of this job; open one to see its steps.">
      <TimelineBody jobId={jobId} isActive={isActive} />
    </Panel>
  );
}

function TimelineBody({ jobId, isActive }: { jobId: string; isActive: boolean }) {
  const nowMs = useNowMs() ?? 0;
  const { data, error, isPending, refetch } = useQuery(jobRunsQuery(jobId, { isActive }));
  if (isPending) return <RowsSkeleton rows={4} label="Loading the timeline" />;
  if (error && !data) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  if (data.items.length === 0)
    return (
      <EmptyState icon={ChartGantt} title="Nothing has run yet">
        Runs appear here when the queue lets this job begin.
      </EmptyState>
    );
  const { runs, totalMs } = prepareTimeline(data.items, nowMs);
  return (
    <>
      <div aria-hidden className="mb-1 flex justify-between text-muted text-xs tabular-nums sm:ml-[15.5rem] sm:mr-20">
        <span>0</span>
        <span>{formatDuration(totalMs / 2)}</span>
        <span>{formatDuration(totalMs)}</span>
      </div>
      <ul aria-label="Function runs" className="max-h-96 divide-y divide-border overflow-y-auto border-border border-y">
        {runs.map((run) => (
          <li key={run.key}>
            <RunRow run={run} />
          </li>
        ))}
      </ul>
      {data.next_cursor && <p className="mt-2 text-muted text-sm">The first {runs.length} runs are shown.</p>}
    </>
  );
}

function RunRow({ run }: { run: TimelineRun }) {
  return (
    <details className="group">
      <summary className="list-none rounded-sm py-2 hover:bg-hover/60 [&::-webkit-details-marker]:hidden">
        <BarRow
          part={run}
          lead={
            <ChevronRight
              aria-hidden
              className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
            />
          }
        />
      </summary>
      <ol aria-label={`Steps of ${run.name}`} className="pb-2">
        {run.steps.map((step) => (
          <li key={step.key} className="py-1 text-muted text-sm">
            <BarRow part={step} lead={<span className="w-4 shrink-0" />} isThin />
          </li>
        ))}
        <li>
          <RunRecord runId={run.key} />
        </li>
        {run.steps.length === 0 && <li className="py-1 pl-6 text-muted text-sm">No step has been recorded.</li>}
      </ol>
    </details>
  );
}

const FILL = {
  running: "bg-accent",
  completed: "bg-chart-1",
  failed: "bg-bad",
  cancelled: "bg-border-strong",
} as const;

function BarRow({ part, lead, isThin = false }: { part: TimelineStep; lead: ReactNode; isThin?: boolean }) {
  const { name, status, attempt, durationMs, error } = part;
  return (
    <>
      <span className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 sm:grid-cols-[14.75rem_minmax(0,1fr)_4.25rem]">
        <span className="flex min-w-0 items-center gap-1.5">
          {lead}
          <span className="truncate">{name}</span>
          {attempt > 0 && <Badge tone="warn">attempt {attempt + 1}</Badge>}
          <span className="sr-only">{status}</span>
        </span>
        <span aria-hidden className="relative h-4 max-sm:order-last max-sm:col-span-2">
          <span
            className={cn("absolute top-1/2 -translate-y-1/2 rounded-sm", isThin ? "h-1.5" : "h-3", FILL[status])}
            style={{ left: `${part.leftPercent}%`, width: `${part.widthPercent}%` }}
          />
        </span>
        <span className="text-right text-muted text-sm tabular-nums">{formatDuration(durationMs)}</span>
      </span>
      {error && <span className="block pt-1 pl-6 text-bad text-sm">{error}</span>}
    </>
  );
}
