import { cn } from "@/components/ui/cn";
import { formatShare } from "@/components/ui/format";
import type { PaletteColor } from "@/lib/contracts/scenes";

/** A palette as one bar, each colour as wide as its share. */
export function PaletteStrip({ palette, className }: { palette: PaletteColor[]; className?: string }) {
  if (palette.length === 0) return null;
  const label = palette.map(({ name, share }) => `${name} ${formatShare(share)}`).join(", ");
  return (
    <span
      role="img"
      aria-label={`Palette: ${label}`}
      className={cn("flex h-2 overflow-hidden rounded-full", className)}
    >
      {palette.map(({ hex, share }) => (
        <span key={hex} style={{ backgroundColor: hex, flexGrow: share, flexBasis: 0 }} />
      ))}
    </span>
  );
}
