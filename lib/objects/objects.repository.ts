import type { AnalyzedImage, AnalyzeResponse } from "@/lib/contracts/analyze";
import { type Rle, rleSchema } from "@/lib/contracts/rle";
import type { PaletteColor } from "@/lib/contracts/scenes";
import type { Db, Json } from "@/lib/db/client";
import { NotFoundError } from "@/lib/errors";

export interface AnalyzableScene {
  id: string;
  storagePath: string;
  /** ISO 8601, or null before the first detection. */
  detectedAt: string | null;
}

/** By id; at most 1000 ids. */
export async function findAnalyzable(db: Db, ids: string[]): Promise<Map<string, AnalyzableScene>> {
  const { data } = await db.from("scenes").select("id, storage_path, detected_at").in("id", ids).throwOnError();
  return new Map(
    data.map((row) => [row.id, { id: row.id, storagePath: row.storage_path, detectedAt: row.detected_at }]),
  );
}

/**
 * Stores what the worker found in one scene and answers how many objects it now has. A second call of the same model
 * version changes nothing. @throws PT404
 */
export async function saveAnalysis(
  db: Db,
  sceneId: string,
  result: Extract<AnalyzedImage, { ok: true }>,
  models: AnalyzeResponse["models"],
): Promise<number> {
  const objects = result.objects.map((object, ordinal) => ({
    ordinal,
    category: object.category,
    model_label: object.model_label,
    score: object.score,
    confidence: object.confidence,
    box: object.box,
    mask: object.mask?.rle ?? null,
    mask_method: object.mask?.method ?? null,
    mask_quality: object.mask?.quality ?? null,
    area_px: object.mask?.area_px ?? null,
    embedding: object.embedding && JSON.stringify(object.embedding),
  }));
  const { data } = await db
    .rpc("save_analysis", {
      target_scene_id: sceneId,
      model: models.detect,
      embedder: models.embed,
      found_objects: objects as unknown as Json,
      ...(result.embedding ? { scene_embedding: JSON.stringify(result.embedding) } : {}),
    })
    .single()
    .throwOnError();
  return data.object_count;
}

export interface ColorableScene {
  id: string;
  storagePath: string;
  coloredAt: string | null;
  objects: { id: string; box: number[]; mask: Rle | null }[];
}

/** Scenes with all their objects, by id; at most 1000 ids. */
export async function findColorable(db: Db, ids: string[]): Promise<Map<string, ColorableScene>> {
  const query = db.from("scenes").select("id, storage_path, colored_at, objects(id, box, mask)").in("id", ids);
  const { data } = await query.throwOnError();
  return new Map(
    data.map((row) => [
      row.id,
      {
        id: row.id,
        storagePath: row.storage_path,
        coloredAt: row.colored_at,
        objects: row.objects.map(({ id, box, mask }) => ({
          id,
          box,
          mask: mask === null ? null : rleSchema.parse(mask),
        })),
      },
    ]),
  );
}

/** Stores object palettes of one scene; `isComplete` when these are all of them. Writing the same again changes nothing. */
export async function savePalettes(
  db: Db,
  { sceneId, palettes, isComplete }: { sceneId: string; palettes: Map<string, PaletteColor[]>; isComplete: boolean },
): Promise<void> {
  const entries = [...palettes].map(([objectId, colors]) => ({ scene_id: sceneId, object_id: objectId, colors }));
  await db
    .rpc("save_palettes", { entries: entries as unknown as Json, done_scene_ids: isComplete ? [sceneId] : [] })
    .throwOnError();
}

/** The scene an object is in. @throws {NotFoundError} */
export async function getSceneOfObject(db: Db, objectId: string): Promise<string> {
  const { data } = await db.from("objects").select("scene_id").eq("id", objectId).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no object ${objectId}.`);
  return data.scene_id;
}
