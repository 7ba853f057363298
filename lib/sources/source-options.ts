import type { SourceOptionsInput } from "@/lib/contracts/sources";
import { type FieldError, InvalidInputError } from "@/lib/errors";

/** What a crawl asks of its source. Lists are empty and values null where nothing was asked. */
export interface SourceOptions {
  /** As people write them (`living-room`, `Living room`, `living_room`); empty means all. */
  roomTypes: readonly string[];
  styles: readonly string[];
  /** Country site, such as `us`. */
  site: string | null;
  categories: readonly string[];
  query: string | null;
  licences: readonly string[];
  startUrls: readonly string[];
  /** Levels below the first pages that are read too. */
  depth: number;
  maxPages: number | null;
  /** Let a browser run the page's scripts where the page as sent holds too few pictures. */
  browser: boolean;
}

export type OptionName = keyof SourceOptionsInput;

/** One thing that can be asked of a source: what the form shows, and what is accepted. */
export interface OptionField {
  name: OptionName;
  label: string;
  hint: string;
  kind: "choices" | "choice" | "text" | "lines" | "number" | "switch";
  /** For `choices` and `choice`; null where anything may be written. */
  choices: readonly { value: string; label: string }[] | null;
  /** For `number`. */
  min?: number;
  max?: number;
  isRequired: boolean;
  /** What applies when nothing is given. */
  fallback: string | number | boolean | null;
}

/**
 * @throws {InvalidInputError} an option the source does not have, or a value it does not know; every one is named.
 */
export function parseSourceOptions(
  source: { name: string; optionFields: readonly OptionField[] },
  { roomTypes = [], options = {} }: { roomTypes?: readonly string[]; options?: SourceOptionsInput },
): SourceOptions {
  const given = Object.keys(options) as OptionName[];
  const unknown = given.filter((name) => !source.optionFields.some((field) => field.name === name));
  const errors: FieldError[] = [
    ...unknown.map((name) => ({ field: `options.${name}`, message: `${source.name} has no such option.` })),
    ...source.optionFields.flatMap((field) => errorsOf(field, options[field.name])),
  ];
  if (errors.length > 0) throw new InvalidInputError(errors.map(({ message }) => message).join(" "), errors);
  const fallbackOf = (name: OptionName) => source.optionFields.find((field) => field.name === name)?.fallback ?? null;
  return {
    roomTypes,
    styles: options.styles ?? [],
    site: options.site ?? textOrNull(fallbackOf("site")),
    categories: options.categories ?? [],
    query: options.query ?? null,
    licences: options.licences ?? [],
    startUrls: options.start_urls ?? [],
    depth: options.depth ?? numberOrNull(fallbackOf("depth")) ?? 0,
    maxPages: options.max_pages ?? numberOrNull(fallbackOf("max_pages")),
    browser: options.browser ?? false,
  };
}

function errorsOf(field: OptionField, value: SourceOptionsInput[OptionName]): FieldError[] {
  const at = `options.${field.name}`;
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return field.isRequired ? [{ field: at, message: `${field.label} is needed.` }] : [];
  if (typeof value === "number") {
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = field;
    return value < min || value > max ? [{ field: at, message: `${field.label}: from ${min} to ${max}.` }] : [];
  }
  const { choices } = field;
  if (!choices || typeof value === "boolean") return [];
  const wrong = [value].flat().filter((text) => !choices.some((choice) => choice.value === text));
  const known = choices.map((choice) => choice.value).join(", ");
  return wrong.length > 0
    ? [{ field: at, message: `${field.label}: there is no ${wrong.join(", ")}. There are: ${known}.` }]
    : [];
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);
