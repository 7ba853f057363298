import type { Tone } from "@/components/ui/badge";
import { countOf, formatCount } from "@/components/ui/format";
import type { ErrorClass, FailureGroup } from "@/lib/contracts/failures";

/** What a class is called, and what is done about it without anyone's help. */
export const CLASS_LABELS: Record<ErrorClass, { label: string; tone: Tone; rule: string }> = {
  database: { label: "Database", tone: "warn", rule: "Was tried again on new connections." },
  external: {
    label: "External service",
    tone: "warn",
    rule: "Was tried again with growing waits, or when it asked to be.",
  },
  timeout: { label: "Timeout", tone: "warn", rule: "Was tried again a few times, in smaller batches." },
  memory: { label: "Memory", tone: "bad", rule: "Was tried again with half as much at once, down to one picture." },
  bad_input: { label: "Bad input", tone: "neutral", rule: "Is not tried again: it would fail the same way." },
  poison: { label: "Poison", tone: "bad", rule: "Takes down whatever works on it; stays out of bulk replays." },
  internal: {
    label: "Fault of the program",
    tone: "bad",
    rule: "Was tried again, then in halves to find the item to blame.",
  },
  cancelled: { label: "Cancelled run", tone: "neutral", rule: "Its run was cancelled, but not its job." },
};

export const STATE_LABELS: Record<FailureGroup["state"], { label: string; tone: Tone }> = {
  open: { label: "Open", tone: "bad" },
  replayed: { label: "Replayed", tone: "ok" },
  discarded: { label: "Discarded", tone: "neutral" },
};

/** "3 of 12 items open, 1 of 1 run open". */
export function describeCounts({ items, open_items, runs, open_runs, scenes }: FailureGroup): string {
  const parts = [];
  if (items > 0) parts.push(`${formatCount(open_items)} of ${countOf(items, "item")} open`);
  if (runs > 0) parts.push(`${formatCount(open_runs)} of ${countOf(runs, "run")} open`);
  if (scenes > 0) parts.push(countOf(scenes, "image"));
  return parts.join(" · ");
}
