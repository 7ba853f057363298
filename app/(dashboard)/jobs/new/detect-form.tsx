"use client";

import { Select, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { humanize } from "@/components/ui/format";
import { IMAGE_TYPES, SCENE_STATUSES } from "@/lib/contracts/scenes";
import { type FormDefaults, isCopy, textDefault } from "./form-defaults";
import { listOf, priorityOf, textOf } from "./form-values";
import { JobForm } from "./job-form";
import { startJob } from "./start.queries";

const FIELDS = ["scene_ids", "filter"] as const;

function startDetect(form: FormData) {
  const sceneIds = listOf(form, "scene_ids", /[\s,]+/);
  const filter = { status: textOf(form, "status"), image_type: textOf(form, "image_type") };
  const priority = priorityOf(form);
  return startJob("/api/detect/batch", sceneIds ? { scene_ids: sceneIds, priority } : { filter, priority });
}

export function DetectForm({ defaults }: { defaults: FormDefaults }) {
  return (
    <JobForm
      defaults={defaults}
      title="Detect and outline objects"
      description="Runs the detection models over scenes that are in the dataset. What was found before is replaced, never doubled."
      submitLabel="Start detection"
      fields={FIELDS}
      start={startDetect}
    >
      {(errors) => (
        <>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Scenes with status" error={errors.filter}>
              {(control) => (
                <Select
                  {...control}
                  name="status"
                  defaultValue={textDefault(defaults, "status", isCopy(defaults) ? "" : "ingested")}
                >
                  <option value="">Any</option>
                  {SCENE_STATUSES.map((status) => (
                    <option key={status} value={status}>
                      {humanize(status)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="And image type">
              {(control) => (
                <Select {...control} name="image_type" defaultValue={textDefault(defaults, "image_type")}>
                  <option value="">Any</option>
                  {IMAGE_TYPES.map((type) => (
                    <option key={type} value={type}>
                      {humanize(type)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Field
            label="Or exactly these scenes"
            hint="Scene ids, separated by spaces or new lines. When any is given, the choice above is left out."
            error={errors.scene_ids}
          >
            {(control) => (
              <Textarea
                {...control}
                name="scene_ids"
                defaultValue={textDefault(defaults, "scene_ids")}
                spellCheck={false}
                className="font-mono"
              />
            )}
          </Field>
        </>
      )}
    </JobForm>
  );
}
