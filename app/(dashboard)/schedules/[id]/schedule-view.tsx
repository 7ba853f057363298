"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { BackLink } from "@/components/ui/back-link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { type Fact, FactList } from "@/components/ui/fact-list";
import { formatStamp } from "@/components/ui/format";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import type { Schedule } from "@/lib/contracts/schedules";
import { ScheduleActions } from "../schedule-actions";
import { ScheduleForm } from "../schedule-form";
import { describeCron, kindLabel, MISSED_LABELS, OVERLAP_LABELS } from "../schedule-labels";
import { changeSchedule, removeSchedule, scheduleKeys, scheduleQuery } from "../schedules.queries";
import { ScheduleHistory } from "./schedule-history";

export function ScheduleView({ id, canWrite }: { id: string; canWrite: boolean }) {
  const query = useQuery(scheduleQuery(id));
  if (query.isPending) return <RowsSkeleton rows={6} label="Loading the schedule" />;
  if (!query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const schedule = query.data;
  return (
    <>
      <PageHeader
        eyebrow={<BackLink href="/schedules">Schedules</BackLink>}
        title={schedule.name}
        description={schedule.description}
        actions={
          canWrite && (
            <>
              <ScheduleActions schedule={schedule} />
              {!schedule.is_builtin && <RemoveButton schedule={schedule} />}
            </>
          )
        }
      />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <ScheduleHistory id={id} />
          {canWrite && (
            <Panel title="Change it">
              <ScheduleForm
                schedule={schedule}
                submitLabel="Save"
                save={(draft) => changeSchedule(id, draft)}
                onSaved={() => undefined}
              />
            </Panel>
          )}
        </div>
        <Panel title="About" className="self-start">
          <FactList facts={factsOf(schedule)} />
        </Panel>
      </div>
    </>
  );
}

function factsOf(schedule: Schedule): Fact[] {
  const { cron, timezone, kind, enabled, missed_policy: missed, missed_max: max, next_runs: times } = schedule;
  return [
    { label: "State", value: <Badge tone={enabled ? "ok" : "warn"}>{enabled ? "On" : "Paused"}</Badge> },
    { label: "Starts", value: kindLabel(kind) },
    { label: "When", value: describeCron(cron) ?? cron },
    { label: "Expression", value: <code className="font-mono text-xs">{cron}</code> },
    { label: "Time zone", value: timezone },
    { label: "If missed", value: missed === "all" ? `${MISSED_LABELS.all}, at most ${max}` : MISSED_LABELS[missed] },
    { label: "If still going", value: OVERLAP_LABELS[schedule.overlap_policy] },
    {
      label: "Next times",
      value: (
        <ol className="flex flex-col gap-1">
          {times.map((time) => (
            <li key={time} suppressHydrationWarning>
              {formatStamp(time)}
            </li>
          ))}
        </ol>
      ),
    },
  ];
}

function RemoveButton({ schedule: { id, name } }: { schedule: Schedule }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => removeSchedule(id),
    onSuccess: () => {
      router.push("/schedules");
      void queryClient.invalidateQueries({ queryKey: scheduleKeys.list() });
    },
  });
  return (
    <>
      {error && <ErrorNotice error={error} title="That did not work" className="py-2" />}
      <ConfirmDialog
        trigger={
          <Button variant="danger" disabled={isPending}>
            <Trash2 aria-hidden /> Remove
          </Button>
        }
        title={`Remove ${name}?`}
        description="It will not start anything any more, and its history goes with it. Jobs it started stay."
        confirmLabel="Remove it"
        keepLabel="Keep it"
        isDangerous
        onConfirm={() => mutate()}
      />
    </>
  );
}
