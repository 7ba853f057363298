"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Checkbox, Input, Select } from "@/components/ui/controls";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Field } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { type ApiKey, SCOPES, type Scope } from "@/lib/contracts/identity";

const SCOPE_LABELS: Record<Scope, string> = {
  "data:read": "See scenes, objects and models",
  "data:write": "Make exports",
  "jobs:read": "See jobs, queues and workers",
  "jobs:write": "Start, cancel and retry jobs",
  "review:write": "Review objects and scenes",
  metrics: "Read metrics",
  admin: "Everything, keys and people included",
};

const DAY_MS = 86_400_000;
const EXPIRIES = [
  { value: "", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

interface KeyFormProps<Saved> {
  existing?: ApiKey;
  submitLabel: string;
  send: (body: Record<string, unknown>) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
}

export function KeyForm<Saved>({ existing, submitLabel, send, onSaved }: KeyFormProps<Saved>) {
  const scopesId = useId();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (form: FormData) => send(toBody(form)),
    onSuccess: onSaved,
  });
  const { byField, general } = toFormProblem(error, ["name", "scopes", "expires_at", "rate_per_minute"]);
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutate(new FormData(event.currentTarget));
  };
  return (
    <form method="post" noValidate onSubmit={handleSubmit} className="flex flex-col gap-5">
      <Field label="Name" hint="What the key is for." error={byField.name}>
        {(control) => <Input {...control} name="name" defaultValue={existing?.name} autoComplete="off" />}
      </Field>
      <fieldset aria-describedby={byField.scopes ? scopesId : undefined} className="flex flex-col gap-2.5">
        <legend className="mb-2 font-medium">May</legend>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            label={SCOPE_LABELS[scope]}
            hint={scope}
            defaultChecked={existing?.scopes.includes(scope)}
          />
        ))}
        {byField.scopes && (
          <p id={scopesId} className="font-medium text-bad text-sm first-letter:uppercase">
            {byField.scopes}
          </p>
        )}
      </fieldset>
      <Field label="Requests a minute" hint="Empty takes the default." error={byField.rate_per_minute}>
        {(control) => (
          <Input
            {...control}
            name="rate_per_minute"
            inputMode="numeric"
            defaultValue={existing?.rate_per_minute ?? ""}
          />
        )}
      </Field>
      {!existing && (
        <Field label="Expires" error={byField.expires_at}>
          {(control) => (
            <Select {...control} name="expires_in" defaultValue="">
              {EXPIRIES.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {general && <ErrorNotice title="The key was not saved" error={new Error(general)} />}
      <DialogActions>
        <Button type="submit" variant="primary" disabled={isPending}>
          {isPending ? "Saving…" : submitLabel}
        </Button>
      </DialogActions>
    </form>
  );
}

function toBody(form: FormData): Record<string, unknown> {
  const rate = String(form.get("rate_per_minute") ?? "").trim();
  const days = form.get("expires_in");
  return {
    name: form.get("name"),
    scopes: form.getAll("scopes"),
    // What is no number goes on as text, for the API to refuse at its field.
    rate_per_minute: rate === "" ? null : Number.isNaN(Number(rate)) ? rate : Number(rate),
    ...(days && { expires_at: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
  };
}
