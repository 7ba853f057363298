import { CopyButton } from "@/components/ui/copy-button";
import { formatShare } from "@/components/ui/format";
import type { PaletteColor } from "@/lib/contracts/scenes";

/** A palette in full: swatch, name, share and the value to copy. */
export function PaletteSwatches({ palette }: { palette: PaletteColor[] }) {
  return (
    <ul aria-label="Colours" className="flex flex-col gap-1">
      {palette.map(({ hex, name, share }) => (
        <li key={hex} className="flex items-center gap-3">
          <span
            aria-hidden
            className="size-9 shrink-0 rounded-md ring-1 ring-ink/15 ring-inset"
            style={{ backgroundColor: hex }}
          />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="text-muted text-sm tabular-nums">{formatShare(share)}</span>
          <code className="w-16 font-mono text-sm">{hex}</code>
          <CopyButton value={hex} label={`Copy ${hex}`} />
        </li>
      ))}
    </ul>
  );
}
