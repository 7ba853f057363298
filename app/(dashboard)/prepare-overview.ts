import type { RankedBar } from "@/components/charts/ranked-bar";
import { formatCount, formatShare, humanize } from "@/components/ui/format";
import type { Dashboard } from "@/lib/contracts/dashboard";
import { IMAGE_TYPES } from "@/lib/contracts/scenes";

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
