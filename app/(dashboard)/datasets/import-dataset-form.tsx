"use client";

import { Checkbox, Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { BOX_FORMATS, type DatasetPreview } from "@/lib/contracts/imports";
import { isChecked, priorityOf, textOf } from "../jobs/new/form-values";
import { JobForm } from "../jobs/new/job-form";
import { startDatasetImport } from "./datasets.queries";

const BOX_LABELS: Record<(typeof BOX_FORMATS)[number], string> = {
  xywh: "left, top, width, height",
  xyxy: "left, top, right, bottom",
  cxcywh: "centre x, centre y, width, height",
};
const NOTHING = {}; // the form begins with the dataset that is looked at, never with an earlier job
const FIELDS = ["offset", "limit", "columns"] as const;

export function ImportDatasetForm({ preview, revision }: { preview: DatasetPreview; revision: string | null }) {
  const { columns, mapping, dataset, config, split } = preview;
  const named = (kinds: string[]) => columns.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const start = (form: FormData) =>
    startDatasetImport({
      dataset: dataset.id,
      config,
      split,
      ...(revision ? { revision } : {}),
      offset: textOf(form, "offset"),
      limit: textOf(form, "limit"),
      include_detection: isChecked(form, "include_detection"),
      columns: {
        image: textOf(form, "image"),
        caption: textOf(form, "caption") ?? null,
        labels: form.getAll("labels").map(String),
        ...(mapping.objects ? { box_format: textOf(form, "box_format") } : {}),
      },
      priority: priorityOf(form),
    });
  const labels = named(["class", "classes", "text"]);
  return (
    <JobForm
      defaults={NOTHING}
      title="Import"
      description="Rows become scenes at this commit of the dataset; what is in the collection already is recognised."
      submitLabel="Start the import"
      fields={FIELDS}
      start={start}
    >
      {(errors) => (
        <>
          <div className="grid grid-cols-2 gap-4">
            <Field label="First row" error={errors.offset}>
              {(control) => <Input {...control} name="offset" inputMode="numeric" defaultValue="0" />}
            </Field>
            <Field label="Rows" error={errors.limit}>
              {(control) => <Input {...control} name="limit" inputMode="numeric" defaultValue="100" />}
            </Field>
          </div>
          <ColumnSelect
            label="Pictures"
            name="image"
            value={mapping.image}
            options={named(["image", "images", "url", "text"])}
            error={errors.columns}
          />
          <ColumnSelect label="Titles" name="caption" value={mapping.caption} options={named(["text"])} none="None" />
          {labels.length > 0 && (
            <fieldset>
              <legend className="mb-1.5 font-medium">Labels</legend>
              <div className="flex flex-col gap-2">
                {labels.map((name) => (
                  <Checkbox
                    key={name}
                    name="labels"
                    value={name}
                    label={name}
                    defaultChecked={mapping.labels.includes(name)}
                  />
                ))}
              </div>
            </fieldset>
          )}
          {mapping.objects && (
            <Field label="Boxes are written as" hint={`Of the column ${mapping.objects}.`}>
              {(control) => (
                <Select {...control} name="box_format" defaultValue="xywh">
                  {BOX_FORMATS.map((format) => (
                    <option key={format} value={format}>
                      {BOX_LABELS[format]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <Checkbox
            name="include_detection"
            defaultChecked
            label="Run the whole pipeline"
            hint="Detect and outline, colours, classification. The dataset's own labels and boxes are kept beside it."
          />
        </>
      )}
    </JobForm>
  );
}

interface ColumnSelectProps {
  label: string;
  name: string;
  value: string | null;
  options: string[];
  /** What leaving it out is called; without it one has to be chosen. */
  none?: string;
  error?: string | undefined;
}

function ColumnSelect({ label, name, value, options, none, error }: ColumnSelectProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <Select {...control} name={name} defaultValue={value ?? ""}>
          {none && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
