"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Input, Select, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { ErrorNotice } from "@/components/ui/states";
import { permissionKindSchema, type Source } from "@/lib/contracts/sources";
import { recordPermission, sourcesQuery } from "./sources.queries";

export const PERMISSION_KINDS: Record<(typeof permissionKindSchema.options)[number], string> = {
  own_content: "Our own content",
  written_licence: "A written licence of whoever holds the rights",
  legal_exception: "An exception in law",
  other: "Something else",
};

/** Records what gives the right to collect from a source; for administrators. */
export function PermissionDialog({ source }: { source: Source }) {
  const [isOpen, setIsOpen] = useState(false);
  const queryClient = useQueryClient();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (form: FormData) => {
      const day = form.get("expires_on");
      return recordPermission(source.id, {
        kind: form.get("kind"),
        text: form.get("text"),
        expires_at: day ? `${day}T23:59:59Z` : null,
      });
    },
    onSuccess: () => {
      setIsOpen(false);
      return queryClient.invalidateQueries({ queryKey: sourcesQuery().queryKey });
    },
  });
  const { byField, general } = toFormProblem(error, ["kind", "text", "expires_at"]);
  const change = (open: boolean) => {
    reset();
    setIsOpen(open);
  };
  return (
    // The dialog stands inside the start form, which must not take its submit for its own.
    <div onSubmit={(event) => event.stopPropagation()}>
      <FormDialog
        trigger={<Button>Record a permission</Button>}
        title={`Permission for ${source.name}`}
        description="What you record is kept with your name, as evidence with every picture that is collected."
        submitLabel={isPending ? "Recording…" : "Record it"}
        isPending={isPending}
        isOpen={isOpen}
        onOpenChange={change}
        onSubmit={mutate}
      >
        <Field label="Basis" error={byField.kind}>
          {(control) => (
            <Select {...control} name="kind" defaultValue="written_licence">
              {permissionKindSchema.options.map((kind) => (
                <option key={kind} value={kind}>
                  {PERMISSION_KINDS[kind]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="What was agreed" hint="With whom, when, for what, and where the paper is." error={byField.text}>
          {(control) => <Textarea {...control} name="text" />}
        </Field>
        <Field label="Until" hint="Empty: without end." error={byField.expires_at}>
          {(control) => <Input {...control} name="expires_on" type="date" />}
        </Field>
        {general && <ErrorNotice title="The permission was not recorded" error={new Error(general)} />}
      </FormDialog>
    </div>
  );
}
