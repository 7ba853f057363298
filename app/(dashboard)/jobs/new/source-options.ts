import type { SourceOptionsInput } from "@/lib/contracts/sources";
import { isChecked, listOf, textOf } from "./form-values";

export type OptionName = keyof SourceOptionsInput;

/** Every field of the options has this before its name. */
export const optionField = (name: string): string => `options.${name}`;

/** A number as the API wants it; what is none is passed on for it to refuse. */
function numberOf(form: FormData, name: string): number | string | undefined {
  const text = textOf(form, name);
  return text === undefined || Number.isNaN(Number(text)) ? text : Number(text);
}

const chosenOf = (form: FormData, name: string) => {
  const chosen = form.getAll(name);
  return chosen.length > 0 ? chosen : undefined;
};

const LINES = /\r?\n/;
const READERS: Record<OptionName, (form: FormData, name: string) => unknown> = {
  styles: chosenOf,
  licences: chosenOf,
  site: textOf,
  query: textOf,
  categories: (form, name) => listOf(form, name, LINES),
  start_urls: (form, name) => listOf(form, name, LINES),
  depth: numberOf,
  max_pages: numberOf,
  browser: (form, name) => isChecked(form, name) || undefined,
};

/** The options that were filled in; undefined when none was. */
export function optionsOf(form: FormData): Record<string, unknown> | undefined {
  const read = Object.entries(READERS).map(([name, reader]) => [name, reader(form, optionField(name))] as const);
  const given = read.filter(([, value]) => value !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

export const OPTION_FIELDS: readonly string[] = Object.keys(READERS).map(optionField);
