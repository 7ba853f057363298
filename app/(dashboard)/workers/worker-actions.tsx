"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorNotice } from "@/components/ui/states";
import type { WorkerAction } from "@/lib/contracts/analyze";
import type { Worker } from "@/lib/contracts/workers";
import { ACTION_LABELS } from "./prepare-worker";
import { tellWorker, workerKeys } from "./workers.queries";

export function WorkerActions({ worker }: { worker: Worker }) {
  const queryClient = useQueryClient();
  const { mutate, isPending, isSuccess, variables, error } = useMutation({
    mutationFn: (action: WorkerAction) => tellWorker(worker.id, action),
    onSettled: () => queryClient.invalidateQueries({ queryKey: workerKeys.all }),
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {worker.actions.map((action) => {
        const { label, title, description } = ACTION_LABELS[action];
        return (
          <ConfirmDialog
            key={action}
            trigger={
              <Button
                size="sm"
                variant={action === "shutdown" ? "danger" : "secondary"}
                disabled={isPending}
                aria-label={`${label} ${worker.name}`}
              >
                {label}
              </Button>
            }
            title={title}
            description={description}
            confirmLabel={label}
            keepLabel="Leave it"
            isDangerous={action === "shutdown"}
            onConfirm={() => mutate(action)}
          />
        );
      })}
      <span role="status" className="text-muted text-sm empty:hidden">
        {isSuccess && variables && ACTION_LABELS[variables].done}
      </span>
      {error && <ErrorNotice error={error} title="That did not work" />}
    </div>
  );
}
