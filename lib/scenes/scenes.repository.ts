import { z } from "zod";
import type { ImageType, SceneDetail, ScenePage, SceneSummary } from "@/lib/contracts/scenes";
import { paletteColorSchema, sceneDetailSchema, sceneSummarySchema } from "@/lib/contracts/scenes";
import { oneSpelling } from "@/lib/crawl/normalise-url";
import type { Db, Json, Tables } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { NotFoundError } from "@/lib/errors";
import type { PreparedImage } from "@/lib/images/prepare-image";
import type { RightsRecord } from "@/lib/rights/decide-rights";
import { RefusedError } from "@/lib/rights/refused-error";
import { TAKEN_DOWN } from "@/lib/takedowns/refuse-taken-down";
import type { IngestedScene, SceneOrigin } from "./ingest-scene";

const SUMMARY =
  "id, source, title, width_px, height_px, status, image_type, room_type, styles, object_count, created_at, palettes(object_id, colors)";
// `objects(*)` would also name columns of `storage.objects` on the local server.
const OBJECT =
  "id, category, model_label, score, confidence, review_state, box, mask, mask_method, mask_quality, area_px, model_id, model_version";
const DETAIL =
  `*, palettes(object_id, colors), objects(${OBJECT}), classifications(*), annotations(id, origin, dataset, raw_id, label, box, mask), rights_events(kind, decision, detail, created_at)` as const;

export interface KnownScene {
  id: string;
  source: string;
  sourceId: string;
  /** ISO 8601. */
  createdAt: string;
}

export async function findSceneBySha256(db: Db, sha256: string): Promise<KnownScene | null> {
  const { data } = await db
    .from("scenes")
    .select("id, source, source_id, created_at")
    .eq("sha256", sha256)
    .maybeSingle()
    .throwOnError();
  return data && { id: data.id, source: data.source, sourceId: data.source_id, createdAt: data.created_at };
}

/** The scene whose perceptual hash is nearest, if one is at most `maxDistance` bits away (see `near_duplicates` in SQL). */
export async function findNearDuplicate(db: Db, phash: string, maxDistance: number): Promise<KnownScene | null> {
  const { data: near } = await db
    .rpc("near_duplicates", { hash: phash, max_distance: maxDistance, at_most: 1 })
    .maybeSingle()
    .throwOnError();
  if (!near) return null;
  const query = db.from("scenes").select("id, source, source_id, created_at").eq("id", near.scene_id);
  const { data } = await query.maybeSingle().throwOnError();
  return data && { id: data.id, source: data.source, sourceId: data.source_id, createdAt: data.created_at };
}

/** Those of `sourceIds` that are collected already, with when. */
export async function findCollected(
  db: Db,
  source: string,
  sourceIds: string[],
): Promise<Map<string, { id: string; createdAt: string }>> {
  const query = db.from("scenes").select("id, source_id, created_at").eq("source", source).in("source_id", sourceIds);
  const { data } = await query.throwOnError();
  return new Map(data.map((row) => [row.source_id, { id: row.id, createdAt: row.created_at }]));
}

/** A scene of this address, however spelt, if one was collected. */
export async function findByImageUrl(db: Db, imageUrl: string): Promise<{ id: string; createdAt: string } | null> {
  const query = db.from("scenes").select("id, created_at").eq("image_url", oneSpelling(imageUrl)).order("id").limit(1);
  const { data } = await query.maybeSingle().throwOnError();
  return data && { id: data.id, createdAt: data.created_at };
}

export interface NewScene {
  origin: SceneOrigin;
  image: PreparedImage;
  rights: RightsRecord;
  /** In the buckets of originals and thumbnails. */
  path: string;
  thumbnailPath: string;
}

/** Writes a scene once; a second call answers the one that is there. @throws {RefusedError} it was taken down. */
export async function saveScene(
  db: Db,
  { origin, image, rights, path, thumbnailPath }: NewScene,
): Promise<IngestedScene> {
  const scene = {
    source: origin.source,
    source_id: origin.sourceId,
    page_url: origin.pageUrl && oneSpelling(origin.pageUrl),
    image_url: oneSpelling(origin.imageUrl),
    sha256: image.sha256,
    phash: image.phash,
    width_px: image.widthPx,
    height_px: image.heightPx,
    bytes: image.bytes,
    format: image.format,
    storage_path: path,
    thumbnail_path: thumbnailPath,
    title: origin.title,
    description: origin.description,
    author: origin.author,
    author_url: origin.authorUrl ?? null,
    licence: origin.licence,
    licence_url: origin.licenceUrl,
    tags: origin.tags,
    source_details: origin.details ?? {},
    rights_state: rights.decision,
  };
  const { data, error } = await db
    .rpc("save_scene", { scene, palette: image.palette as unknown as Json, rights: rights.findings as unknown as Json })
    .single();
  if (error?.code === "PT451") throw new RefusedError("takedown", TAKEN_DOWN);
  if (error) throw error;
  return { sceneId: data.scene_id, isNew: data.created, duplicateOf: data.duplicate_of, createdAt: data.created_at };
}

export interface SceneFilter {
  source?: string | undefined;
  status?: "ingested" | "detected" | "classified" | undefined;
  image_type?: ImageType | undefined;
  room_type?: string | undefined;
  text?: string | undefined;
}

/** Newest first. @throws {InvalidInputError} the cursor is not ours. */
export async function listScenes(
  db: Db,
  { cursor, limit, ...filter }: SceneFilter & { cursor?: string | undefined; limit: number },
): Promise<ScenePage> {
  const after = decodeCursor(cursor);
  let query = db
    .from("scenes")
    .select(SUMMARY)
    .is("palettes.object_id", null)
    .order("id", { ascending: false })
    .limit(limit + 1);
  if (after) query = query.lt("id", after);
  if (filter.source) query = query.eq("source", filter.source);
  if (filter.status) query = query.eq("status", filter.status);
  if (filter.image_type) query = query.eq("image_type", filter.image_type);
  if (filter.room_type) query = query.eq("room_type", filter.room_type);
  const wanted = words(filter.text).map((word) => `or(title.ilike.*${word}*,description.ilike.*${word}*)`);
  // One filter: of several `or` the local server heeds the first only.
  if (wanted.length > 0) query = query.or(`and(${wanted.join(",")})`);
  const { data } = await query.throwOnError();
  return toPage(data, limit, toSummary);
}

/** @throws {NotFoundError} */
export async function getScene(db: Db, id: string): Promise<SceneDetail> {
  const { data } = await db.from("scenes").select(DETAIL).eq("id", id).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no scene ${id}.`);
  const palettes = new Map(data.palettes.map((palette) => [palette.object_id, palette.colors]));
  return sceneDetailSchema.parse({
    ...data,
    ...toSummary(data),
    original_url: `/api/scenes/${id}/image?variant=original`,
    objects: data.objects
      .sort((a, b) => b.score - a.score)
      .map((object) => ({
        ...object,
        palette: palettes.get(object.id) ?? [],
        model: { id: object.model_id, version: object.model_version },
      })),
    classifications: data.classifications
      .sort((a, b) => b.score - a.score)
      .map((label) => ({ ...label, model: { id: label.model_id, version: label.model_version } })),
  });
}

/** Where a scene's file lies and what it is. @throws {NotFoundError} */
export async function getSceneFile(
  db: Db,
  id: string,
): Promise<{ storagePath: string; thumbnailPath: string; format: string; sha256: string }> {
  const query = db.from("scenes").select("storage_path, thumbnail_path, format, sha256").eq("id", id);
  const { data } = await query.maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no scene ${id}.`);
  return {
    storagePath: data.storage_path,
    thumbnailPath: data.thumbnail_path,
    format: data.format,
    sha256: data.sha256,
  };
}

/** What work can be selected by: the stage that is still to come. */
export type Pending = "uncolored" | "unclassified";

/** Ids in their order after `after`, at most `limit` (<= 1000). */
export async function pageSceneIds(
  db: Db,
  {
    filter = {},
    pending,
    after,
    limit,
  }: { filter?: SceneFilter; pending?: Pending | undefined; after: string | null; limit: number },
): Promise<string[]> {
  let query = db.from("scenes").select("id").order("id").limit(limit);
  if (after) query = query.gt("id", after);
  if (filter.source) query = query.eq("source", filter.source);
  if (filter.status) query = query.eq("status", filter.status);
  if (filter.image_type) query = query.eq("image_type", filter.image_type);
  if (pending === "uncolored") query = query.is("colored_at", null).not("detected_at", "is", null);
  if (pending === "unclassified") query = query.is("classified_at", null).not("detected_at", "is", null);
  const { data } = await query.throwOnError();
  return data.map((row) => row.id);
}

type SummaryRow = Pick<
  Tables<"scenes">,
  | "id"
  | "source"
  | "title"
  | "width_px"
  | "height_px"
  | "status"
  | "image_type"
  | "room_type"
  | "styles"
  | "object_count"
  | "created_at"
> & { palettes: { object_id: string | null; colors: Json }[] };

function toSummary(row: SummaryRow): SceneSummary {
  const own = row.palettes.find((palette) => palette.object_id === null);
  return sceneSummarySchema.parse({
    ...row,
    palette: z.array(paletteColorSchema).parse(own?.colors ?? []),
    thumbnail_url: `/api/scenes/${row.id}/image?variant=thumbnail`,
  });
}

/** Words without the characters that mean something in a PostgREST filter. */
const words = (text: string | undefined): string[] =>
  (text ?? "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 8);
