"use client";

import { cn } from "@/components/ui/cn";
import { Textarea } from "@/components/ui/controls";
import { controlStyles, Field } from "@/components/ui/field";
import { type FormDefaults, textDefault } from "./form-defaults";
import { isChecked, listOf, priorityOf } from "./form-values";
import { JobForm } from "./job-form";
import { PipelineCheckbox } from "./pipeline-checkbox";
import { startJob } from "./start.queries";

const FIELDS = ["urls", "files"] as const;

/** Files go as a form, addresses as JSON; files win when both are given, as the page says. */
function startImport(form: FormData) {
  const files = form.getAll("files").filter((file) => file instanceof File && file.size > 0);
  if (files.length === 0)
    return startJob("/api/import/images", {
      urls: listOf(form, "urls", /\s+/) ?? [],
      pipeline: isChecked(form, "pipeline"),
      priority: priorityOf(form),
    });
  const body = new FormData();
  for (const file of files) body.append("files", file);
  body.set("pipeline", String(isChecked(form, "pipeline")));
  const priority = priorityOf(form);
  if (priority !== undefined) body.set("priority", String(priority));
  return startJob("/api/import/images", body);
}

export function ImportForm({ defaults }: { defaults: FormDefaults }) {
  return (
    <JobForm
      defaults={defaults}
      title="Import pictures"
      description="Brings in your own pictures. A picture that is in the dataset already is recognised and skipped."
      submitLabel="Start the import"
      fields={FIELDS}
      start={startImport}
    >
      {(errors) => (
        <>
          <Field label="Addresses" hint="One http or https address a line, up to 1,000." error={errors.urls}>
            {(control) => (
              <Textarea
                {...control}
                name="urls"
                defaultValue={textDefault(defaults, "urls")}
                spellCheck={false}
                placeholder="https://example.com/living-room.jpg"
              />
            )}
          </Field>
          <Field
            label="Or files"
            hint="JPEG, PNG, WebP and the like. When files are chosen, the addresses above are left out."
            error={errors.files}
          >
            {(control) => (
              <input
                {...control}
                type="file"
                name="files"
                multiple
                accept="image/*"
                className={cn(
                  controlStyles,
                  "py-1.5 text-muted file:mr-3 file:rounded-sm file:border-0 file:bg-sunken file:px-3 file:py-1.5 file:font-medium file:text-ink",
                )}
              />
            )}
          </Field>
          <PipelineCheckbox defaults={defaults} />
        </>
      )}
    </JobForm>
  );
}
