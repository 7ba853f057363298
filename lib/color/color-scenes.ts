import { z } from "zod";
import type { PaletteColor } from "@/lib/contracts/scenes";
import type { Deps } from "@/lib/deps";
import { AppError, UpstreamError } from "@/lib/errors";
import { decodePixels } from "@/lib/images/decode-pixels";
import type { RgbPixels } from "@/lib/images/sharp";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { isBefore } from "@/lib/jobs/is-before";
import { type ColorableScene, findColorable, savePalettes } from "@/lib/objects/objects.repository";
import { getFile, IMAGES_BUCKET } from "@/lib/scenes/files";
import { failItem, SCENE_GONE } from "@/lib/scenes/item-failure";
import { extractObjectPalette } from "./object-palette";

const WORK_SIDE_PX = 1024;
/** What an item carries: the one object meant, or nothing for all of its scene. */
export const colorPayloadSchema = z.strictObject({ object_id: z.uuid().optional() });

/**
 * Gives the objects of each item's scene their palettes (or the one object the item names). One decode a scene. A scene
 * coloured before the job began is skipped. @throws {UpstreamError} storage or database out of reach.
 */
export async function colorScenes(
  { db }: Pick<Deps, "db">,
  items: ChunkItem[],
  jobCreatedAt: string,
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const scenes = await findColorable(
    db,
    items.flatMap((item) => item.sceneId ?? []),
  );
  const outcomes: Outcome[] = [];
  const sceneIds: string[] = [];
  for (const item of items) {
    const scene = item.sceneId ? scenes.get(item.sceneId) : undefined;
    const only = colorPayloadSchema.parse(item.payload).object_id;
    const outcome = await colorOne(db, { item, scene, only, jobCreatedAt });
    outcomes.push(outcome);
    if (scene && outcome.status !== "failed") sceneIds.push(scene.id);
  }
  return { outcomes, sceneIds };
}

async function colorOne(
  db: Deps["db"],
  {
    item,
    scene,
    only,
    jobCreatedAt,
  }: { item: ChunkItem; scene: ColorableScene | undefined; only: string | undefined; jobCreatedAt: string },
): Promise<Outcome> {
  if (!scene) return failItem(item, SCENE_GONE);
  if (!only && isBefore(scene.coloredAt, jobCreatedAt))
    return { item_id: item.id, status: "skipped", note: "coloured before" };
  const objects = only ? scene.objects.filter((object) => object.id === only) : scene.objects;
  if (only && objects.length === 0)
    return failItem(item, { code: "object_gone", message: "The object is not there any more." });
  try {
    const palettes =
      objects.length > 0
        ? await paletteObjects(
            await decodePixels(await getFile(db, IMAGES_BUCKET, scene.storagePath), WORK_SIDE_PX),
            objects,
          )
        : new Map();
    await savePalettes(db, { sceneId: scene.id, palettes, isComplete: !only });
    return {
      item_id: item.id,
      status: "completed",
      note: palettes.size === 1 ? "1 palette" : `${palettes.size} palettes`,
    };
  } catch (error) {
    if (!(error instanceof AppError) || error instanceof UpstreamError) throw error;
    return failItem(item, { code: error.code, message: error.message });
  }
}

async function paletteObjects(
  picture: RgbPixels,
  objects: ColorableScene["objects"],
): Promise<Map<string, PaletteColor[]>> {
  const palettes = new Map<string, PaletteColor[]>();
  for (const { id, mask } of objects) {
    if (!mask) continue;
    const colors = extractObjectPalette(picture, mask);
    if (colors.length > 0) palettes.set(id, colors);
  }
  return palettes;
}
