"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import type { FormEvent, ReactNode } from "react";
import { type FormProblem, toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import type { JobStarted } from "@/lib/contracts/jobs";
import { jobKeys } from "../jobs.queries";
import { type FormDefaults, textDefault } from "./form-defaults";

interface JobFormProps {
  title: string;
  description: string;
  submitLabel: string;
  /** Names of the fields that show their own errors; any other error stands above the button. */
  fields: readonly string[];
  defaults: FormDefaults;
  start: (form: FormData) => Promise<JobStarted>;
  children: (byField: FormProblem["byField"]) => ReactNode;
}

/** The frame of every start form: sends, shows what the API refused at its field, and moves on to the new job. */
export function JobForm({ title, description, submitLabel, fields, defaults, start, children }: JobFormProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: start,
    onSuccess: ({ job_id }) => {
      void queryClient.invalidateQueries({ queryKey: jobKeys.all });
      router.push(`/jobs/${job_id}`);
    },
  });
  const { byField, general } = toFormProblem(error, [...fields, "priority"]);
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutate(new FormData(event.currentTarget));
  };
  return (
    <form method="post" noValidate onSubmit={handleSubmit} className="flex flex-col gap-5">
      <header>
        <h2 className="font-semibold text-lg">{title}</h2>
        <p className="text-muted">{description}</p>
      </header>
      {children(byField)}
      <PriorityField error={byField.priority} chosen={textDefault(defaults, "priority")} />
      {general && <ErrorNotice title="The job was not started" error={new Error(general)} />}
      <div className="flex justify-end border-border border-t pt-5">
        <Button type="submit" variant="primary" disabled={isPending || isSuccess}>
          <Play aria-hidden /> {isPending || isSuccess ? "Starting…" : submitLabel}
        </Button>
      </div>
    </form>
  );
}

const PRIORITIES = [
  { value: "", label: "Normal" },
  { value: "9", label: "Urgent (9)" },
  { value: "7", label: "High (7)" },
  { value: "3", label: "Low (3)" },
  { value: "0", label: "When nothing else waits (0)" },
];

function PriorityField({ error, chosen }: { error: string | undefined; chosen: string }) {
  const isListed = PRIORITIES.some(({ value }) => value === chosen);
  return (
    <Field label="Priority" hint="Decides who goes first when several jobs wait in one queue." error={error}>
      {(control) => (
        <Select {...control} name="priority" defaultValue={chosen}>
          {!isListed && <option value={chosen}>As before ({chosen})</option>}
          {PRIORITIES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
