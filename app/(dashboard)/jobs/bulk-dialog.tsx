"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogFrame } from "@/components/ui/dialog-frame";
import { countOf, formatCount } from "@/components/ui/format";
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
      <DialogFrame
        title={words.title}
        description={
          action === "cancel"
            ? "What is done stays. What follows from these jobs is cancelled with them."
            : "Only items that failed or were cancelled run again."
        }
      >
        <div aria-live="polite" className="min-h-16">
          {preview.isPending && <Skeleton className="h-12" />}
          {preview.error && <ErrorNotice error={preview.error} onRetry={() => preview.refetch()} />}
          {preview.data && run.isIdle && <Findings answer={preview.data} verb="would be" done={words.done} />}
          {run.isPending && <p>{countOf(soFar, "job")} gone over…</p>}
          {run.error && (
            <ErrorNotice error={run.error} title={`Stopped after ${countOf(soFar, "job")}; what was done stays`} />
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
      </DialogFrame>
    </Dialog.Root>
  );
}

function Findings({ answer, verb, done }: { answer: BulkAnswer; verb: string; done: string }) {
  const { matched, changed, skipped, is_capped: isCapped } = answer;
  return (
    <>
      <p>
        <strong className="tabular-nums">{formatCount(changed)}</strong> of {isCapped && "the newest "}
        <span className="tabular-nums">{countOf(matched, "job")}</span> {verb} {done}.
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
