"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Zap } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/states";
import type { Schedule } from "@/lib/contracts/schedules";
import { changeSchedule, runSchedule, scheduleKeys } from "./schedules.queries";

/** Run it now, and pause or resume it. */
export function ScheduleActions({ schedule, size = "md" }: { schedule: Schedule; size?: "sm" | "md" }) {
  const { id, name, enabled } = schedule;
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: scheduleKeys.all });
  const run = useMutation({ mutationFn: () => runSchedule(id), onSettled });
  const toggle = useMutation({ mutationFn: () => changeSchedule(id, { enabled: !enabled }), onSettled });
  const error = run.error ?? toggle.error;
  const verb = enabled ? "Pause" : "Resume";
  return (
    <div className="flex flex-wrap items-center gap-2 lg:justify-end">
      {run.isSuccess && (
        <span role="status" className="text-muted text-sm">
          Started
        </span>
      )}
      <Button size={size} disabled={run.isPending} aria-label={`Run now: ${name}`} onClick={() => run.mutate()}>
        <Zap aria-hidden /> {run.isPending ? "Starting…" : "Run now"}
      </Button>
      <Button
        size={size}
        variant="ghost"
        disabled={toggle.isPending}
        aria-label={`${verb} ${name}`}
        onClick={() => toggle.mutate()}
      >
        {enabled ? <Pause aria-hidden /> : <Play aria-hidden />} {verb}
      </Button>
      {error && <ErrorNotice error={error} title="That did not work" className="py-2" />}
    </div>
  );
}
