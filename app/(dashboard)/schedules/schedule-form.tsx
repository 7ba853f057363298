"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type FormProblem, toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Input, Select, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { JOB_KINDS } from "@/lib/contracts/jobs";
import { MAINTENANCE_KINDS, MISSED_POLICIES, OVERLAP_POLICIES, type Schedule } from "@/lib/contracts/schedules";
import { CronField } from "./cron-field";
import { readScheduleForm } from "./read-schedule-form";
import { kindLabel, MISSED_LABELS, OVERLAP_LABELS } from "./schedule-labels";
import { type ScheduleDraft, scheduleKeys } from "./schedules.queries";

const FIELDS = [
  "name",
  "description",
  "cron",
  "timezone",
  "kind",
  "input",
  "missed_policy",
  "missed_max",
  "overlap_policy",
];

interface ScheduleFormProps {
  /** Undefined makes a new one. */
  schedule?: Schedule;
  submitLabel: string;
  save: (draft: Partial<ScheduleDraft>) => Promise<Schedule>;
  onSaved: (schedule: Schedule) => void;
}

export function ScheduleForm({ schedule, submitLabel, save, onSaved }: ScheduleFormProps) {
  const queryClient = useQueryClient();
  const [inputProblem, setInputProblem] = useState<string | null>(null);
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: save,
    onSuccess: (saved) => {
      void queryClient.invalidateQueries({ queryKey: scheduleKeys.all });
      onSaved(saved);
    },
  });
  const { byField, general } = toFormProblem(error, FIELDS);
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { draft, inputProblem: problem } = readScheduleForm(new FormData(event.currentTarget));
    setInputProblem(problem);
    if (!problem) mutate(draft);
  };
  return (
    <form noValidate onSubmit={handleSubmit} className="flex flex-col gap-5">
      <Field label="Name" error={byField.name}>
        {(control) => <Input {...control} name="name" defaultValue={schedule?.name} maxLength={100} />}
      </Field>
      <Field label="What it is for" error={byField.description}>
        {(control) => <Input {...control} name="description" defaultValue={schedule?.description} maxLength={500} />}
      </Field>
      <CronField schedule={schedule} errors={byField} />
      <WhatField schedule={schedule} errors={byField} inputProblem={inputProblem} />
      <PolicyFields schedule={schedule} errors={byField} />
      {general && <ErrorNotice title="The schedule was not saved" error={new Error(general)} />}
      <div className="flex items-center justify-end gap-3 border-border border-t pt-5">
        {isSuccess && (
          <span role="status" className="text-muted">
            Saved
          </span>
        )}
        <Button type="submit" variant="primary" disabled={isPending}>
          {isPending ? "Saving…" : submitLabel}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  schedule: Schedule | undefined;
  errors: FormProblem["byField"];
}

function WhatField({ schedule, errors, inputProblem }: PartProps & { inputProblem: string | null }) {
  return (
    <>
      <Field label="What it starts" error={errors.kind}>
        {(control) => (
          <Select {...control} name="kind" defaultValue={schedule?.kind ?? "scrape"} disabled={schedule?.is_builtin}>
            {[...JOB_KINDS, ...MAINTENANCE_KINDS].map((kind) => (
              <option key={kind} value={kind}>
                {kindLabel(kind)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Parameters"
        hint='The JSON body of the request that starts such a job, such as {"source": "gallery", "limit": 50, "priority": 2}.'
        error={inputProblem ?? errors.input}
      >
        {(control) => (
          <Textarea
            {...control}
            name="input"
            spellCheck={false}
            className="font-mono text-sm"
            defaultValue={JSON.stringify(schedule?.input ?? {}, null, 2)}
          />
        )}
      </Field>
    </>
  );
}

function PolicyFields({ schedule, errors }: PartProps) {
  return (
    <div className="grid gap-5 sm:grid-cols-3">
      <Field label="Missed times" error={errors.missed_policy}>
        {(control) => (
          <Select {...control} name="missed_policy" defaultValue={schedule?.missed_policy ?? "once"}>
            {MISSED_POLICIES.map((policy) => (
              <option key={policy} value={policy}>
                {MISSED_LABELS[policy]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Make up at most" error={errors.missed_max}>
        {(control) => (
          <Input {...control} name="missed_max" inputMode="numeric" defaultValue={schedule?.missed_max ?? 10} />
        )}
      </Field>
      <Field label="If still running" error={errors.overlap_policy}>
        {(control) => (
          <Select {...control} name="overlap_policy" defaultValue={schedule?.overlap_policy ?? "skip"}>
            {OVERLAP_POLICIES.map((policy) => (
              <option key={policy} value={policy}>
                {OVERLAP_LABELS[policy]}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
