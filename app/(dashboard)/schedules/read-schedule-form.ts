import type { ScheduleDraft } from "./schedules.queries";

/** A schedule as its form has it, for the API to judge; only an input that is no JSON object is told here. */
export function readScheduleForm(form: FormData): { draft: Partial<ScheduleDraft>; inputProblem: string | null } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const input = parseInput(text("input"));
  const draft = {
    name: text("name"),
    description: text("description"),
    cron: text("cron"),
    timezone: text("timezone"),
    ...(form.has("kind") ? { kind: text("kind") } : {}),
    input: input ?? {},
    missed_policy: text("missed_policy"),
    missed_max: Number(text("missed_max")),
    overlap_policy: text("overlap_policy"),
  };
  return { draft, inputProblem: input ? null : 'Write a JSON object, such as {"limit": 50}.' };
}

function parseInput(text: string): Record<string, unknown> | null {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
