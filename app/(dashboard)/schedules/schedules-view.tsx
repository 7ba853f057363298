"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { formatStamp } from "@/components/ui/format";
import { LoadMore } from "@/components/ui/load-more";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { Schedule } from "@/lib/contracts/schedules";
import { ScheduleActions } from "./schedule-actions";
import { describeCron, kindLabel } from "./schedule-labels";
import { scheduleListQuery } from "./schedules.queries";

export function SchedulesView({ canWrite }: { canWrite: boolean }) {
  return (
    <section
      aria-label="Schedules"
      className="rounded-lg border border-border bg-surface px-4 py-1 shadow-raised sm:px-5"
    >
      <ScheduleRows canWrite={canWrite} />
    </section>
  );
}

function ScheduleRows({ canWrite }: { canWrite: boolean }) {
  const query = useInfiniteQuery(scheduleListQuery());
  if (query.isPending) return <RowsSkeleton rows={5} label="Loading schedules" />;
  if (query.error && !query.data)
    return <ErrorNotice error={query.error} onRetry={() => query.refetch()} className="my-4" />;
  const schedules = query.data.pages.flatMap((page) => page.items);
  if (schedules.length === 0)
    return (
      <EmptyState icon={CalendarClock} title="No schedules yet">
        A schedule starts a job at the times you give, such as every night at half past two.
      </EmptyState>
    );
  return (
    <>
      <ul aria-label="Schedules" className="divide-y divide-border">
        {schedules.map((schedule) => (
          <ScheduleRow key={schedule.id} schedule={schedule} canWrite={canWrite} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}

function ScheduleRow({ schedule, canWrite }: { schedule: Schedule; canWrite: boolean }) {
  const { id, name, kind, cron, timezone, enabled, is_builtin: isBuiltin } = schedule;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 lg:grid lg:grid-cols-[minmax(0,1fr)_8.5rem_13rem_17rem]">
      <div className="min-w-0 flex-1 basis-64">
        <Link href={`/schedules/${id}`} className="font-medium hover:underline">
          {name}
        </Link>
        <p className="text-muted text-sm">
          {[kindLabel(kind) === name ? null : kindLabel(kind), describeCron(cron) ?? cron, timezone]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <div className="flex flex-wrap gap-1.5">
        <Badge tone={enabled ? "ok" : "warn"}>{enabled ? "On" : "Paused"}</Badge>
        {isBuiltin && <Badge>Built in</Badge>}
      </div>
      <p className="text-muted text-sm">
        <NextTime schedule={schedule} />
        {schedule.last_run_at && (
          <span className="block">
            Last <RelativeTime value={schedule.last_run_at} />
          </span>
        )}
      </p>
      {canWrite && <ScheduleActions schedule={schedule} size="sm" />}
    </li>
  );
}

function NextTime({ schedule: { enabled, next_run_at: next, next_runs: times } }: { schedule: Schedule }) {
  if (!enabled) return "Not planned";
  const time = next ?? times[0];
  return time ? <span suppressHydrationWarning>Next {formatStamp(time)}</span> : "Never again";
}
