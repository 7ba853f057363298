"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Trash2 } from "lucide-react";
import { QUEUE_LABELS } from "@/components/jobs/job-labels";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { countOf } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import type { Queue } from "@/lib/contracts/queues";
import { describePurge } from "./prepare-queue";
import { purgeQueue, queueKeys, setPaused } from "./queues.queries";

export function QueueActions({ queue }: { queue: Queue }) {
  const { name, paused, queued, jobs_waiting } = queue;
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: queueKeys.all });
  const pause = useMutation({ mutationFn: () => setPaused(name, !paused), onSettled });
  const purge = useMutation({ mutationFn: () => purgeQueue(name), onSettled });
  const error = pause.error ?? purge.error;
  const label = QUEUE_LABELS[name];
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        disabled={pause.isPending}
        onClick={() => pause.mutate()}
        aria-label={`${paused ? "Resume" : "Pause"} ${label}`}
      >
        {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {paused ? "Resume" : "Pause"}
      </Button>
      <ConfirmDialog
        trigger={
          <Button
            size="sm"
            variant="danger"
            disabled={purge.isPending || (queued === 0 && jobs_waiting === 0)}
            aria-label={`Purge ${label}`}
          >
            <Trash2 aria-hidden /> Purge
          </Button>
        }
        title={`Cancel what waits in ${label}?`}
        description={`${countOf(queued, "chunk")} waiting and ${countOf(jobs_waiting, "job")} not begun will be cancelled; what runs finishes, and jobs still being planned go on adding to the queue. What is cancelled can be retried later.`}
        confirmLabel="Cancel what waits"
        keepLabel="Keep it"
        isDangerous
        onConfirm={() => purge.mutate()}
      />
      <span role="status" className="sr-only">
        {purge.data && describePurge(purge.data)}
      </span>
      {error && <ErrorNotice error={error} title="That did not work" />}
    </span>
  );
}
