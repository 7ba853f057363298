import type { Problem } from "@/lib/contracts/common";

type FieldProblem = NonNullable<Problem["errors"]>[number];

/** An API call that failed: `status` 0 means that no answer came. */
export class ProblemError extends Error {
  readonly status: number;
  readonly title: string;
  readonly fields: FieldProblem[];

  constructor(problem: { status: number; title: string; message: string; fields?: FieldProblem[]; cause?: unknown }) {
    super(problem.message, { cause: problem.cause });
    this.name = "ProblemError";
    this.status = problem.status;
    this.title = problem.title;
    this.fields = problem.fields ?? [];
  }
}

/** Messages of a failed form by the field they belong to, and what belongs to none of them. */
export interface FormProblem {
  byField: Partial<Record<string, string>>;
  general: string | null;
}

/**
 * Sorts the errors of `error` under the form's own `fields`. A path into a field (`urls.3`, `/urls/3`) counts for that field
 * and keeps its place in the message; errors of unknown fields, and an error without fields, become the general message.
 */
export function toFormProblem(error: Error | null, fields: readonly string[]): FormProblem {
  if (!error) return { byField: {}, general: null };
  if (!(error instanceof ProblemError) || error.fields.length === 0) return { byField: {}, general: error.message };
  const byField: FormProblem["byField"] = {};
  const others: string[] = [];
  for (const problem of error.fields) {
    const path = problem.field.replace(/^[/.]/, "").replaceAll("/", ".");
    const field = fields.find((name) => path === name || path.startsWith(`${name}.`));
    if (field === undefined) others.push(`${problem.field}: ${problem.message}`);
    else byField[field] ??= describePlace(path.slice(field.length + 1)) + problem.message;
  }
  return { byField, general: others.length > 0 ? others.join(". ") : null };
}

/** Entries of a list are counted from 1, as people count. */
function describePlace(place: string): string {
  const [index = ""] = place.split(".");
  return /^\d+$/.test(index) ? `Entry ${Number(index) + 1}: ` : "";
}
