"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { toFormProblem } from "@/components/api/problem-error";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { ErrorNotice } from "@/components/ui/states";
import { type Choice, discard, failureKeys } from "./failures.queries";

interface DiscardDialogProps {
  choice: Choice;
  what: string;
  trigger: ReactNode;
}

/** Leaves failures alone for good, with a reason that stays with them. */
export function DiscardDialog({ choice, what, trigger }: DiscardDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const queryClient = useQueryClient();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (reason: string) => discard({ ...choice, reason }),
    onSuccess: () => {
      setIsOpen(false);
      void queryClient.invalidateQueries({ queryKey: failureKeys.all });
    },
  });
  const { byField, general } = toFormProblem(error, ["reason"]);
  return (
    <FormDialog
      trigger={trigger}
      title={`Discard ${what}?`}
      description="They leave this list and will not be replayed in bulk. The items stay failed in their jobs."
      submitLabel={isPending ? "One moment…" : "Discard"}
      isDangerous
      isPending={isPending}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (open) reset();
      }}
      onSubmit={(form) => mutate(String(form.get("reason") ?? ""))}
    >
      <Field label="Reason" hint="Why nothing is to be done about it; others will read it." error={byField.reason}>
        {(control) => <Input {...control} name="reason" maxLength={500} required />}
      </Field>
      {general && <ErrorNotice error={new Error(general)} title="Nothing was discarded" />}
    </FormDialog>
  );
}
