"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { ScheduleRun } from "@/lib/contracts/schedules";
import { describeReport, describeRun } from "../schedule-labels";
import { scheduleRunsQuery } from "../schedules.queries";

/** What came of each time it was due. */
export function ScheduleHistory({ id }: { id: string }) {
  const query = useInfiniteQuery(scheduleRunsQuery(id));
  const runs = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title="History">
      {query.isPending && <RowsSkeleton rows={3} label="Loading the history" />}
      {query.error && !query.data && <ErrorNotice error={query.error} onRetry={() => query.refetch()} />}
      {query.data && runs.length === 0 && <p className="text-muted">It has not been due yet.</p>}
      <ul className="divide-y divide-border">
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
      <LoadMore query={query} />
    </Panel>
  );
}

function RunRow({ run }: { run: ScheduleRun }) {
  const { label, tone } = describeRun(run);
  const said = run.note ?? (run.status === "completed" ? describeReport(run.report) : null);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <RelativeTime value={run.due_at} className="w-28" />
      <Badge tone={tone}>{label}</Badge>
      {run.is_manual && <Badge>By hand</Badge>}
      <p className="min-w-0 flex-1 basis-48 break-words text-muted text-sm">{said}</p>
      {run.job && (
        <Link href={`/jobs/${run.job.id}`} className="text-accent text-sm hover:underline">
          Job
        </Link>
      )}
    </li>
  );
}
