"use client";

import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { type FormDefaults, textDefault } from "./form-defaults";
import { isChecked, priorityOf, textOf } from "./form-values";
import { JobForm } from "./job-form";
import { PipelineCheckbox } from "./pipeline-checkbox";
import { SourceFields } from "./source-fields";
import { OPTION_FIELDS, optionsOf } from "./source-options";
import { startJob } from "./start.queries";

const FIELDS = ["source", "limit", "room_types", ...OPTION_FIELDS];

function startScrape(form: FormData) {
  const rooms = form.getAll("room_types");
  return startJob("/api/scraper/start", {
    source: textOf(form, "source"),
    limit: textOf(form, "limit"),
    room_types: rooms.length > 0 ? rooms : undefined,
    options: optionsOf(form),
    pipeline: isChecked(form, "pipeline"),
    priority: priorityOf(form),
  });
}

export function ScrapeForm({ defaults }: { defaults: FormDefaults }) {
  return (
    <JobForm
      defaults={defaults}
      title="Collect scenes"
      description="Crawls a source politely, keeps what its rules allow, and records where every picture came from."
      submitLabel="Start collecting"
      fields={FIELDS}
      start={startScrape}
    >
      {(errors) => (
        <>
          <SourceFields errors={errors} defaults={defaults} />
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
          <PipelineCheckbox defaults={defaults} />
        </>
      )}
    </JobForm>
  );
}
