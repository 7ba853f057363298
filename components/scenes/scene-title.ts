import { humanize } from "@/components/ui/format";
import type { SceneSummary } from "@/lib/contracts/scenes";

/** The title its source gave a scene, or what we know it by. */
export const sceneTitle = (scene: Pick<SceneSummary, "id" | "title" | "source">): string =>
  scene.title ?? `${humanize(scene.source)} scene ${scene.id.slice(-6)}`;
