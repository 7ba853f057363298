"use client";

import { useQuery } from "@tanstack/react-query";
import { Checkbox, Input, Select } from "@/components/ui/controls";
import { type ControlProps, Field } from "@/components/ui/field";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import { isChecked, listOf, priorityOf, textOf } from "./form-values";
import { JobForm } from "./job-form";
import { sourcesQuery, startJob } from "./start.queries";

const FIELDS = ["source", "limit", "room_types"] as const;

const startScrape = (form: FormData) =>
  startJob("/api/scraper/start", {
    source: textOf(form, "source"),
    limit: textOf(form, "limit"),
    room_types: listOf(form, "room_types", /,/),
    pipeline: isChecked(form, "pipeline"),
    priority: priorityOf(form),
  });

export function ScrapeForm() {
  return (
    <JobForm
      title="Collect scenes"
      description="Crawls a source politely, keeps what its rules allow, and records where every picture came from."
      submitLabel="Start collecting"
      fields={FIELDS}
      start={startScrape}
    >
      {(errors) => (
        <>
          <Field label="Source" error={errors.source}>
            {(control) => <SourceSelect control={control} />}
          </Field>
          <Field label="Limit" hint="At most this many scenes." error={errors.limit}>
            {(control) => <Input {...control} name="limit" inputMode="numeric" defaultValue="100" />}
          </Field>
          <Field
            label="Room types"
            hint="Only these, separated by commas, such as living room, kitchen. Empty means all."
            error={errors.room_types}
          >
            {(control) => <Input {...control} name="room_types" />}
          </Field>
          <PipelineCheckbox />
        </>
      )}
    </JobForm>
  );
}

export function PipelineCheckbox() {
  return (
    <Checkbox
      name="pipeline"
      defaultChecked
      label="Run the whole pipeline"
      hint="Detect and outline, colours, classification. Without it the job stops when the pictures are stored."
    />
  );
}

function SourceSelect({ control }: { control: ControlProps }) {
  const { data, error, isPending, refetch } = useQuery(sourcesQuery());
  if (isPending) return <Skeleton className="h-9 max-lg:h-10" />;
  if (error && !data)
    return <ErrorNotice error={error} title="Sources could not be loaded" onRetry={() => refetch()} />;
  return (
    <Select {...control} name="source" defaultValue={data.items.find((source) => source.is_default)?.id}>
      {data.items.map((source) => (
        <option key={source.id} value={source.id}>
          {source.name} – {source.description}
        </option>
      ))}
    </Select>
  );
}
