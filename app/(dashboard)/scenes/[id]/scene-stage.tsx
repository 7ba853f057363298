"use client";

import { Shapes, Square, Type } from "lucide-react";
import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from "nuqs";
import { SceneOverlay } from "@/components/scenes/scene-overlay";
import { sceneTitle } from "@/components/scenes/scene-title";
import { cn } from "@/components/ui/cn";
import type { SceneDetail } from "@/lib/contracts/scenes";
import type { ObjectFocus } from "./use-object-focus";

const LAYERS = [
  { id: "boxes", label: "Boxes", icon: Square },
  { id: "masks", label: "Masks", icon: Shapes },
  { id: "labels", label: "Labels", icon: Type },
] as const;
const LAYER_IDS = LAYERS.map((layer) => layer.id);
type Layer = (typeof LAYERS)[number]["id"];

/** The photo with what was found drawn over it, and switches for the layers. */
export function SceneStage({ scene, focus }: { scene: SceneDetail; focus: ObjectFocus }) {
  const [layers, setLayers] = useQueryState(
    "show",
    parseAsArrayOf(parseAsStringLiteral(LAYER_IDS)).withDefault(LAYER_IDS),
  );
  const handleToggle = (layer: Layer) =>
    setLayers(layers.includes(layer) ? layers.filter((shown) => shown !== layer) : [...layers, layer]);
  return (
    <section aria-label="Photo" className="overflow-hidden rounded-lg border border-border bg-surface shadow-raised">
      <div className="bg-sunken">
        <div
          className="relative mx-auto"
          style={{
            aspectRatio: `${scene.width_px} / ${scene.height_px}`,
            maxWidth: `calc(76dvh * ${scene.width_px / scene.height_px})`,
          }}
        >
          {/* biome-ignore lint/performance/noImgElement: the original behind the session cookie; marks need its pixels as they are */}
          <img
            src={scene.original_url ?? scene.thumbnail_url}
            alt={scene.description ?? sceneTitle(scene)}
            width={scene.width_px}
            height={scene.height_px}
            className="absolute inset-0 size-full"
          />
          <SceneOverlay
            widthPx={scene.width_px}
            heightPx={scene.height_px}
            objects={scene.objects}
            activeId={focus.activeId}
            hasBoxes={layers.includes("boxes")}
            hasMasks={layers.includes("masks")}
            hasLabels={layers.includes("labels")}
            onPoint={focus.point}
            onToggle={focus.toggle}
          />
        </div>
      </div>
      <fieldset className="flex flex-wrap items-center gap-2 border-border border-t px-4 py-3">
        <legend className="sr-only">Layers over the photo</legend>
        {LAYERS.map(({ id, label, icon: Icon }) => (
          <button
            key={id}
            type="button"
            aria-pressed={layers.includes(id)}
            onClick={() => handleToggle(id)}
            className={cn(
              "inline-flex h-8 items-center gap-2 rounded-md border px-3 font-medium text-sm",
              layers.includes(id)
                ? "border-accent bg-accent-soft text-accent"
                : "border-border text-muted hover:bg-hover",
            )}
          >
            <Icon aria-hidden className="size-4" />
            {label}
          </button>
        ))}
        <p className="ml-auto text-muted text-sm max-sm:hidden">Point at an object, or choose it in the list below.</p>
      </fieldset>
    </section>
  );
}
