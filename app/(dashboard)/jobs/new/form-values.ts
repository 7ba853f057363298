/**
 * What stands in a field, trimmed; undefined when it is empty, so that the API's default applies.
 * Numbers stay text: the API reads them and answers for the field when they are none.
 */
export function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** The priority as the number the API wants; what is no number is passed on for it to refuse. */
export function priorityOf(form: FormData): number | string | undefined {
  const text = textOf(form, "priority");
  if (text === undefined) return undefined;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** The lines or comma-separated words of a field, without empty ones; undefined when none is left. */
export function listOf(form: FormData, name: string, separator: RegExp): string[] | undefined {
  const entries = (textOf(form, name) ?? "").split(separator).map((entry) => entry.trim());
  const filled = entries.filter(Boolean);
  return filled.length > 0 ? filled : undefined;
}

export const isChecked = (form: FormData, name: string): boolean => form.get(name) === "on";
