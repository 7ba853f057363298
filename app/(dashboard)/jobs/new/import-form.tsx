"use client";

import { useState } from "react";
import { Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { FileDrop } from "./file-drop";
import { type FormDefaults, textDefault } from "./form-defaults";
import { isChecked, listOf, priorityOf } from "./form-values";
import { JobForm } from "./job-form";
import { PipelineCheckbox } from "./pipeline-checkbox";
import { sendFiles } from "./send-files";
import { startJob } from "./start.queries";

const FIELDS = ["urls", "files", "name", "body"] as const;

export function ImportForm({ defaults }: { defaults: FormDefaults }) {
  const [files, setFiles] = useState<File[]>([]);
  /** Files go as they are, addresses as JSON; files win when both are given, as the page says. */
  const start = (form: FormData) => {
    const options = { pipeline: isChecked(form, "pipeline"), priority: priorityOf(form) };
    return files.length > 0
      ? sendFiles(files, options)
      : startJob("/api/import/images", { urls: listOf(form, "urls", /\s+/) ?? [], ...options });
  };
  return (
    <JobForm
      defaults={defaults}
      title="Import pictures"
      description="Brings in your own pictures. A picture that is in the dataset already is recognised and skipped."
      submitLabel="Start the import"
      fields={FIELDS}
      start={start}
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
          <FileDrop files={files} error={errors.files ?? errors.name ?? errors.body} onChange={setFiles} />
          <PipelineCheckbox defaults={defaults} />
        </>
      )}
    </JobForm>
  );
}
