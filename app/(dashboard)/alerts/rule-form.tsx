"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { ALERT_KINDS, ALERT_SCOPES, type AlertKind } from "@/lib/contracts/alerts";
import { KIND_LABELS, toThreshold } from "./alert-labels";
import { addRule, alertKeys } from "./alerts.queries";

/** A new rule; what the form leaves out has the API's defaults. */
export function RuleForm() {
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<AlertKind>("queue_age");
  const { mutate, error, isPending } = useMutation({
    mutationFn: addRule,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: alertKeys.rules }),
  });
  const { byField, general } = toFormProblem(error, ["name", "kind", "threshold", "scope"]);
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = {
      name: data.get("name"),
      kind,
      threshold: toThreshold(kind, Number(data.get("threshold"))),
      scope: data.get("scope") || null,
    };
    mutate(body, { onSuccess: () => form.reset() });
  };
  const isShare = kind === "failure_rate";
  return (
    <form
      noValidate
      onSubmit={handleSubmit}
      aria-label="New rule"
      className="grid gap-4 border-border border-t pt-4 sm:grid-cols-2"
    >
      <h3 className="font-semibold sm:col-span-2">New rule</h3>
      <Field label="Name" error={byField.name}>
        {(control) => <Input {...control} name="name" maxLength={100} required />}
      </Field>
      <Field label="Looks at" error={byField.kind}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => setKind(ALERT_KINDS.find((each) => each === event.target.value) ?? kind)}
          >
            {ALERT_KINDS.map((each) => (
              <option key={each} value={each}>
                {KIND_LABELS[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={isShare ? "More than (percent)" : "Longer than (seconds)"} error={byField.threshold}>
        {(control) => (
          <Input
            key={kind}
            {...control}
            name="threshold"
            type="number"
            step="any"
            defaultValue={isShare ? 20 : 900}
            required
          />
        )}
      </Field>
      <Field label="Only" error={byField.scope}>
        {(control) => (
          <Select key={kind} {...control} name="scope" defaultValue="">
            <option value="">All</option>
            {ALERT_SCOPES[kind].map((scope) => (
              <option key={scope} value={scope}>
                {scope}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {general && <ErrorNotice error={new Error(general)} title="The rule was not made" className="sm:col-span-2" />}
      <div className="flex justify-end sm:col-span-2">
        <Button type="submit" variant="primary" disabled={isPending}>
          <Plus aria-hidden /> Add rule
        </Button>
      </div>
    </form>
  );
}
