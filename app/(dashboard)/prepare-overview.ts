import type { RankedBar } from "@/components/charts/ranked-bar";
import { formatCount, formatShare, humanize } from "@/components/ui/format";
import type { Dashboard } from "@/lib/contracts/dashboard";
import { IMAGE_TYPES } from "@/lib/contracts/scenes";
import type { Operations } from "@/lib/contracts/workers";

const CATEGORIES_SHOWN = 10;

/** Found first, then what became of them; "under way" only while some have no outcome yet. */
export function prepareYield({ found, ingested, duplicate, failed }: Dashboard["yield"]): RankedBar[] {
  if (found === 0) return [];
  const open = Math.max(0, found - ingested - duplicate - failed);
  const bar = (label: string, value: number, color: RankedBar["color"]): RankedBar => ({
    label,
    value,
    color,
    valueLabel: `${formatCount(value)} · ${formatShare(value / found)}`,
  });
  return [
    { label: "Found", value: found, color: 3, valueLabel: formatCount(found) },
    bar("New scenes", ingested, 1),
    bar("Known already", duplicate, 2),
    bar("Failed", failed, 4),
    ...(open > 0 ? [bar("Under way", open, 5)] : []),
  ];
}

/** Every image type in the order of the contract, so that a missing one shows as none; empty before anything is classified. */
export function prepareImageTypes(rows: Dashboard["image_types"]): RankedBar[] {
  const counts = new Map(rows.map((row) => [row.label, row.count]));
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  if (total === 0) return [];
  return IMAGE_TYPES.map((type) => {
    const value = counts.get(type) ?? 0;
    const valueLabel = `${formatCount(value)} · ${formatShare(value / total)}`;
    return { label: humanize(type), value, color: 1 as const, valueLabel };
  });
}

/** Most frequent first, at most ten; ties by name, so that bars keep their place from one look to the next. */
export function prepareCategories(rows: Dashboard["categories"]): RankedBar[] {
  return [...rows]
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label))
    .slice(0, CATEGORIES_SHOWN)
    .map(({ label, count }) => ({ label: humanize(label), value: count, color: 1, valueLabel: formatCount(count) }));
}

export interface OperationsMark {
  href: string;
  label: string;
  value: string;
  hint: string;
  tone: "ok" | "warn" | "bad";
}

const COUNTED_MAX = 1000;

/** Queues, workers, failures, alerts: each with its number, a word on it, and how much it should worry. */
export function prepareOperations({ queues, workers, failures, alerts }: Operations): OperationsMark[] {
  const paused = queues.paused.length;
  const upTo = (count: number) => (count >= COUNTED_MAX ? `${formatCount(COUNTED_MAX)} or more` : formatCount(count));
  const workersHint = [
    workers.lost > 0 && `${workers.lost} lost`,
    workers.draining > 0 && `${workers.draining} draining`,
  ];
  return [
    {
      href: "/queues",
      label: "Queues",
      value: `${formatCount(queues.queued)} waiting`,
      hint: paused > 0 ? `${paused} paused` : `${formatCount(queues.running)} running`,
      tone: paused > 0 ? "warn" : "ok",
    },
    {
      href: "/workers",
      label: "Workers",
      value: `${formatCount(workers.up)} up`,
      hint: workersHint.filter(Boolean).join(", ") || "none lost",
      tone: workers.lost > 0 || workers.up === 0 ? "bad" : "ok",
    },
    {
      href: "/failures",
      label: "Failures",
      value: upTo(failures),
      hint: failures > 0 ? "open, to be replayed or discarded" : "none open",
      tone: failures > 0 ? "warn" : "ok",
    },
    {
      href: "/alerts",
      label: "Alerts",
      value: upTo(alerts),
      hint: alerts > 0 ? "open" : "all quiet",
      tone: alerts > 0 ? "bad" : "ok",
    },
  ];
}
