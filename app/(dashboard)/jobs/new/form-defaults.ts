import type { Job, JobKind } from "@/lib/contracts/jobs";

/** What a form starts out with: the input of the job it is a copy of, and its priority; empty for a fresh form. */
export type FormDefaults = Readonly<Record<string, unknown>>;

/** Parts of an input the start forms have fields for. */
const SHOWN: Record<JobKind, readonly string[]> = {
  scrape: ["source", "limit", "room_types", "options", "pipeline"],
  import: ["urls", "pipeline"],
  detect: ["scene_ids", "filter.status", "filter.image_type"],
  colors: ["limit"],
  classify: ["limit", "force"],
};

/** Whether a form can show all that was asked of this job, so that a copy of it leaves nothing out unsaid. */
export function canStartAnew({
  kind,
  input,
  parent_job_id: parent,
}: Pick<Job, "kind" | "input" | "parent_job_id">): boolean {
  const { priority: _, filter, ...parts } = input;
  const names = [
    ...Object.keys(parts),
    ...Object.keys((filter as object | undefined) ?? {}).map((name) => `filter.${name}`),
  ];
  return parent === null && names.every((name) => SHOWN[kind].includes(name)) && (kind !== "import" || "urls" in input);
}

export const defaultsOf = ({ input, priority }: Pick<Job, "input" | "priority">): FormDefaults => ({
  ...input,
  ...(input.filter as object | undefined),
  priority,
});

/** A text, a number, or the lines of a list. */
export function textDefault(defaults: FormDefaults, name: string, fallback = ""): string {
  const value = defaults[name];
  if (Array.isArray(value)) return value.join("\n");
  return typeof value === "string" || typeof value === "number" ? String(value) : fallback;
}

export function checkedDefault(defaults: FormDefaults, name: string, fallback: boolean): boolean {
  const value = defaults[name];
  return typeof value === "boolean" ? value : fallback;
}

export const isCopy = (defaults: FormDefaults): boolean => Object.keys(defaults).length > 0;
