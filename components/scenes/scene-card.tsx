import Link from "next/link";
import { PaletteStrip } from "@/components/colors/palette-strip";
import { Badge } from "@/components/ui/badge";
import { humanize } from "@/components/ui/format";
import type { SceneSummary } from "@/lib/contracts/scenes";
import { sceneTitle } from "./scene-title";

export function SceneCard({ scene }: { scene: SceneSummary }) {
  const { object_count: objects, room_type: roomType } = scene;
  const facts = [roomType && humanize(roomType), objects === 1 ? "1 object" : `${objects} objects`];
  return (
    <article className="group relative overflow-hidden rounded-lg border border-border bg-surface shadow-raised has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
      <div className="relative aspect-4/3 overflow-hidden bg-sunken">
        {/* biome-ignore lint/performance/noImgElement: a thumbnail of this size already, behind the session cookie */}
        <img
          src={scene.thumbnail_url}
          alt=""
          width={scene.width_px}
          height={scene.height_px}
          loading="lazy"
          decoding="async"
          className="size-full object-cover transition-transform duration-300 group-hover:scale-[1.03]"
        />
        <Badge
          tone={scene.image_type ? "neutral" : "warn"}
          className="absolute top-2.5 left-2.5 bg-surface/95 text-ink"
        >
          {scene.image_type ? humanize(scene.image_type) : humanize(scene.status)}
        </Badge>
      </div>
      <div className="flex flex-col gap-1 px-3.5 pt-3 pb-3.5">
        <h2 className="truncate font-medium">
          <Link href={`/scenes/${scene.id}`} className="outline-none after:absolute after:inset-0">
            {sceneTitle(scene)}
          </Link>
        </h2>
        <p className="truncate text-muted text-sm">{facts.filter(Boolean).join(" · ")}</p>
        <PaletteStrip palette={scene.palette} className="mt-1.5" />
      </div>
    </article>
  );
}
