"use client";

import { Checkbox, Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { checkedDefault, type FormDefaults, textDefault } from "./form-defaults";
import { isChecked, priorityOf, textOf } from "./form-values";
import { JobForm } from "./job-form";
import { startJob } from "./start.queries";

const startClassify = (form: FormData) =>
  startJob("/api/classify/reclassify", {
    limit: textOf(form, "limit"),
    force: isChecked(form, "force"),
    priority: priorityOf(form),
  });

export function ClassifyForm({ defaults }: { defaults: FormDefaults }) {
  return (
    <JobForm
      defaults={defaults}
      title="Classify again"
      description="Gives image type, room and style by the current rules, each with the evidence it rests on."
      submitLabel="Start classification"
      fields={["limit"]}
      start={startClassify}
    >
      {(errors) => (
        <>
          <Field label="Limit" hint="At most this many scenes." error={errors.limit}>
            {(control) => (
              <Input
                {...control}
                name="limit"
                inputMode="numeric"
                defaultValue={textDefault(defaults, "limit", "100")}
              />
            )}
          </Field>
          <Checkbox
            name="force"
            defaultChecked={checkedDefault(defaults, "force", false)}
            label="Also what the current rules have labelled"
            hint="Without it, only scenes without labels or with labels of older rules."
          />
        </>
      )}
    </JobForm>
  );
}
