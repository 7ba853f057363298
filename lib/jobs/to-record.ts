import type { Json } from "@/lib/db/client";
import { storable } from "@/lib/db/storable";

const TEXT_MAX = 300;
const ENTRIES_MAX = 20;
const DEPTH_MAX = 5;
const JSON_MAX = 2000;
const SECRET_KEY = /pass(word|phrase)|secret|token|authorization|cookie|api[-_]?key|signature|credential/i;
const SECRET_PARAMETER = /([?&](?:[\w-]*(?:token|signature|secret|key)|sig)=)[^&\s"']+/gi;

/**
 * A value as it is kept in the record of runs: what looks like a secret is taken out, long texts and lists are cut, and what
 * is then still over 2000 characters of JSON is kept as its beginning, `{beginning, characters}`.
 */
export function toRecord(value: unknown): Json {
  const kept = cut(value, 0);
  const text = JSON.stringify(kept);
  return text.length <= JSON_MAX
    ? kept
    : { beginning: text.slice(0, JSON_MAX).toWellFormed(), characters: text.length };
}

function cut(value: unknown, depth: number): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return cutText(value);
  if (typeof value === "number" || typeof value === "boolean") return Number.isNaN(value) ? null : value;
  if (typeof value !== "object") return String(value);
  if (depth >= DEPTH_MAX) return "…";
  if (Array.isArray(value)) {
    const more = value.length - ENTRIES_MAX;
    const shown = value.slice(0, ENTRIES_MAX).map((entry) => cut(entry, depth + 1));
    return more > 0 ? [...shown, `… and ${more} more`] : shown;
  }
  const entries = Object.entries(value).map(([key, inner]) => [
    storable(key),
    SECRET_KEY.test(key) ? "[taken out]" : cut(inner, depth + 1),
  ]);
  return Object.fromEntries(entries) as Json;
}

function cutText(text: string): string {
  const kept = storable(text.replace(SECRET_PARAMETER, "$1[taken out]"));
  return kept.length > TEXT_MAX ? `${kept.slice(0, TEXT_MAX).toWellFormed()}… (${kept.length} characters)` : kept;
}
