"use client";

import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { type FormDefaults, textDefault } from "./form-defaults";
import { priorityOf, textOf } from "./form-values";
import { JobForm } from "./job-form";
import { startJob } from "./start.queries";

const startColors = (form: FormData) =>
  startJob("/api/process/colors", { limit: textOf(form, "limit"), priority: priorityOf(form) });

export function ColorsForm({ defaults }: { defaults: FormDefaults }) {
  return (
    <JobForm
      defaults={defaults}
      title="Colours of objects"
      description="Measures the palette inside each object's outline, for objects that have none yet."
      submitLabel="Start colours"
      fields={["limit"]}
      start={startColors}
    >
      {(errors) => (
        <Field label="Limit" hint="At most this many scenes." error={errors.limit}>
          {(control) => (
            <Input {...control} name="limit" inputMode="numeric" defaultValue={textDefault(defaults, "limit", "100")} />
          )}
        </Field>
      )}
    </JobForm>
  );
}
