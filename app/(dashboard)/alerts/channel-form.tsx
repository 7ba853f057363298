"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/controls";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { type AlertChannel, CHANNEL_KINDS } from "@/lib/contracts/alerts";
import { CHANNEL_LABELS } from "./alert-labels";
import { addChannel, alertKeys } from "./alerts.queries";

/** A new channel; the key of a webhook is shown here once. */
export function ChannelForm({ canSendEmail }: { canSendEmail: boolean }) {
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<AlertChannel["kind"]>("webhook");
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: addChannel,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: alertKeys.channels }),
  });
  const { byField, general } = toFormProblem(error, ["name", "kind", "target"]);
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    mutate({ name: fields.get("name"), kind, target: fields.get("target") }, { onSuccess: () => form.reset() });
  };
  const { target, hint } = CHANNEL_LABELS[kind];
  const isDumb = kind === "email" && !canSendEmail;
  return (
    <form
      noValidate
      onSubmit={handleSubmit}
      aria-label="New channel"
      className="grid gap-4 border-border border-t pt-4 sm:grid-cols-2"
    >
      <h3 className="font-semibold sm:col-span-2">New channel</h3>
      <Field label="Name" error={byField.name}>
        {(control) => <Input {...control} name="name" maxLength={100} required />}
      </Field>
      <Field label="Kind" error={byField.kind}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => setKind(CHANNEL_KINDS.find((each) => each === event.target.value) ?? kind)}
          >
            {CHANNEL_KINDS.map((each) => (
              <option key={each} value={each}>
                {CHANNEL_LABELS[each].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={target}
        hint={isDumb ? "No mail server is set up: set SMTP_URL and start the app again." : hint}
        error={byField.target}
        className="sm:col-span-2"
      >
        {(control) => <Input {...control} name="target" autoComplete="off" required />}
      </Field>
      {general && <ErrorNotice error={new Error(general)} title="The channel was not made" className="sm:col-span-2" />}
      {data?.secret && (
        <p role="status" className="rounded-md bg-ok-soft px-4 py-3 text-sm sm:col-span-2">
          The key that signs calls of {data.name}, shown this once: <code className="break-all">{data.secret}</code>{" "}
          <CopyButton value={data.secret} label="Copy the key" />
        </p>
      )}
      <div className="flex justify-end sm:col-span-2">
        <Button type="submit" variant="primary" disabled={isPending}>
          <Plus aria-hidden /> Add channel
        </Button>
      </div>
    </form>
  );
}
