import { ImageOff } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/states";
import type { DatasetPreview } from "@/lib/contracts/imports";

export function PreviewRows({ rows, hasImages }: { rows: DatasetPreview["rows"]; hasImages: boolean }) {
  if (rows.length === 0) return <EmptyState icon={ImageOff} title="The split has no rows" />;
  if (!hasImages)
    return (
      <EmptyState icon={ImageOff} title="No column holds pictures">
        Nothing of this split can be imported, unless a column of addresses is named.
      </EmptyState>
    );
  return (
    <ul aria-label="First rows" className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
      {rows.map((row) => (
        <li key={row.index} className="min-w-0">
          <div className="grid aspect-square place-items-center overflow-hidden rounded-md bg-sunken">
            {row.image ? (
              // biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise
              <img src={row.image} alt="" className="size-full object-cover" />
            ) : (
              <span className="flex flex-col items-center gap-1 px-2 text-center text-muted text-sm">
                <ImageOff aria-hidden className="size-5" /> No picture to show
              </span>
            )}
          </div>
          <p className="mt-1.5 line-clamp-2 text-sm">{row.title ?? `Row ${row.index}`}</p>
          <p className="mt-1 flex flex-wrap gap-1">
            {row.tags.slice(0, 3).map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
            {row.object_count > 0 && <Badge tone="accent">{row.object_count} boxes</Badge>}
          </p>
        </li>
      ))}
    </ul>
  );
}
