import { cn } from "@/components/ui/cn";
import { formatCompact } from "@/components/ui/format";
import type { Dashboard } from "@/lib/contracts/dashboard";

const TOTALS = [
  { key: "scenes", label: "Scenes" },
  { key: "objects", label: "Objects" },
  { key: "masks", label: "Masks" },
  { key: "palettes", label: "Palettes" },
  { key: "embeddings", label: "Embeddings" },
  { key: "classified", label: "Classified" },
  { key: "failed", label: "Failed items" },
] as const;

export function TotalsStrip({ counts, className }: { counts: Dashboard["counts"]; className?: string }) {
  return (
    <dl
      aria-label="Totals"
      className={cn(
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border shadow-raised sm:grid-cols-4 xl:grid-cols-7",
        className,
      )}
    >
      {TOTALS.map(({ key, label }) => (
        <div
          key={key}
          className="bg-surface px-4 py-3 last:max-xl:sm:col-span-2 first:max-sm:col-span-2 sm:px-5 sm:py-4"
        >
          <dt className="text-muted text-sm">{label}</dt>
          <dd
            className={cn(
              "mt-0.5 font-semibold text-2xl tabular-nums tracking-tight",
              key === "failed" && counts.failed > 0 && "text-bad",
            )}
          >
            {formatCompact(counts[key])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
