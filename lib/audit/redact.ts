import type { Json } from "@/lib/db/client";

const SECRET =
  /pass(word|phrase)?|secret|token|authori[sz]ation|cookie|credential|signature|hash|api_?key|^key$|private/i;
const REDACTED = "[redacted]";
const TEXT_MAX = 200;
const ENTRIES_MAX = 20;
const DEPTH_MAX = 4;

/**
 * What may be kept of a request in the audit log: values under names of secrets, keys of ours, and passwords and queries
 * inside addresses are taken out; long texts and lists are cut. Of anything the outcome is at most a few kilobytes.
 */
export function redact(value: unknown, depth = 0): Json {
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object") return null;
  if (depth >= DEPTH_MAX) return "[…]";
  if (Array.isArray(value)) {
    const kept = value.slice(0, ENTRIES_MAX).map((each) => redact(each, depth + 1));
    return value.length > ENTRIES_MAX ? [...kept, `… ${value.length - ENTRIES_MAX} more`] : kept;
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries
      .slice(0, ENTRIES_MAX)
      .map(([name, inner]) => [name, SECRET.test(name) ? REDACTED : redact(inner, depth + 1)]),
  );
}

function redactText(text: string): string {
  const safe = text
    .replaceAll(/mdm_[\w-]{8,}|sb_secret_\w+/g, REDACTED)
    .replaceAll(/(\b[a-z][\w+.-]*:\/\/)[^\s/?#@]*@/gi, "$1")
    .replaceAll(/(\b[a-z][\w+.-]*:\/\/[^\s?#]*)\?\S*/gi, "$1?…");
  return safe.length > TEXT_MAX ? `${safe.slice(0, TEXT_MAX).toWellFormed()}…` : safe;
}
