"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import type { BulkAnswer, BulkRequest } from "@/lib/contracts/job-control";
import { bulkPreviewQuery, jobKeys, runBulk } from "./jobs.queries";

interface BulkDialogProps {
  action: BulkRequest["action"];
  filter: BulkRequest["filter"];
  onClose: (isDone: boolean) => void;
}

const WORDS = {
  cancel: { title: "Cancel jobs", done: "cancelled", confirm: "Cancel" },
  retry: { title: "Retry jobs", done: "run again", confirm: "Retry" },
} as const;

/** Says what would be done, then does it call by call, and says what was done. */
export function BulkDialog({ action, filter, onClose }: BulkDialogProps) {
  const queryClient = useQueryClient();
  const [soFar, setSoFar] = useState(0);
  const preview = useQuery(bulkPreviewQuery(action, filter));
  const run = useMutation({
    mutationFn: () => runBulk(action, filter, setSoFar),
    onSettled: () => queryClient.invalidateQueries({ queryKey: jobKeys.all }),
  });
  const words = WORDS[action];
  const count = preview.data?.changed ?? 0;
  return (
    <Dialog.Root open onOpenChange={() => onClose(run.isSuccess)}>
      <Dialog.Portal>
        <Dialog.Overlay className="fade-in fixed inset-0 z-40 animate-in bg-scrim" />
        <Dialog.Content className="fade-in zoom-in-95 fixed top-1/2 left-1/2 z-50 w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-in rounded-lg border border-border bg-surface p-5 shadow-floating">
          <Dialog.Title className="font-semibold text-lg">{words.title}</Dialog.Title>
          <Dialog.Description className="mt-2 text-muted">
            {action === "cancel"
              ? "What is done stays. What follows from these jobs is cancelled with them."
              : "Only items that failed or were cancelled run again."}
          </Dialog.Description>
          <div aria-live="polite" className="mt-4 min-h-16">
            {preview.isPending && <Skeleton className="h-12" />}
            {preview.error && <ErrorNotice error={preview.error} onRetry={() => preview.refetch()} />}
            {preview.data && run.isIdle && <Findings answer={preview.data} verb="would be" done={words.done} />}
            {run.isPending && <p>{formatCount(soFar)} jobs gone over…</p>}
            {run.error && (
              <ErrorNotice error={run.error} title={`Stopped after ${formatCount(soFar)} jobs; what was done stays`} />
            )}
            {run.data && <Findings answer={run.data} verb="were" done={words.done} />}
          </div>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Dialog.Close asChild>
              <Button>{run.isSuccess ? "Close" : "Leave them as they are"}</Button>
            </Dialog.Close>
            {!run.isSuccess && (
              <Button
                variant={action === "cancel" ? "danger" : "primary"}
                disabled={count === 0 || run.isPending}
                onClick={() => run.mutate()}
              >
                {words.confirm} {preview.data?.is_capped ? "all of them" : formatCount(count)}
              </Button>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Findings({ answer, verb, done }: { answer: BulkAnswer; verb: string; done: string }) {
  const { matched, changed, skipped, is_capped: isCapped } = answer;
  return (
    <>
      <p>
        <strong className="tabular-nums">{formatCount(changed)}</strong> of {isCapped && "the newest "}
        <span className="tabular-nums">{formatCount(matched)}</span> jobs {verb} {done}.
        {isCapped && " There are more; a run goes over all of them."}
      </p>
      {skipped.length > 0 && (
        <ul className="mt-2 text-muted text-sm">
          {skipped.map(({ reason, jobs }) => (
            <li key={reason}>
              {formatCount(jobs)} left out: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
