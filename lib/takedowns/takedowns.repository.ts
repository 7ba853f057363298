import type { Takedown, TakedownKind } from "@/lib/contracts/takedowns";
import { takedownSchema } from "@/lib/contracts/takedowns";
import { oneSpelling } from "@/lib/crawl/normalise-url";
import type { Db, Json } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { NotFoundError } from "@/lib/errors";

/** What is known of a picture; what is not known is left out or null. */
export interface PictureMarks {
  source: string;
  sourceId: string;
  imageUrl?: string | null;
  pageUrl?: string | null;
  author?: string | null;
  sha256?: string | null;
  phash?: string | null;
}

/** The takedown that keeps a picture out; null when none does. */
export async function findTakedown(db: Db, marks: PictureMarks): Promise<string | null> {
  const picture = {
    source: marks.source,
    source_id: marks.sourceId,
    image_url: marks.imageUrl ? oneSpelling(marks.imageUrl) : null,
    page_url: marks.pageUrl ? oneSpelling(marks.pageUrl) : null,
    author: marks.author ?? null,
    sha256: marks.sha256 ?? null,
    phash: marks.phash ?? null,
  };
  const { data } = await db.rpc("find_takedown", { picture }).throwOnError();
  return data;
}

export interface TakedownTarget {
  kind: TakedownKind;
  /** Author and host in lower case. */
  value: string;
}

/** Begins a takedown; from here on nothing of it is stored. */
export async function beginTakedown(
  db: Db,
  { kind, value }: TakedownTarget,
  by: { reason: string; requestedBy: string | null },
): Promise<Takedown> {
  const { data } = await db
    .rpc("begin_takedown", {
      takedown_kind: kind,
      takedown_value: value,
      why: by.reason,
      asked_by: by.requestedBy ?? "",
    })
    .single()
    .throwOnError();
  return toTakedown(data);
}

/** Scenes a takedown would remove, at most `limit`. */
export async function scenesOf(db: Db, { kind, value }: TakedownTarget, limit: number): Promise<string[]> {
  const { data } = await db
    .rpc("scenes_of_takedown", { takedown_kind: kind, takedown_value: value, at_most: limit })
    .throwOnError();
  return data;
}

/** Removes the next scenes with all that hangs on them; answers how many went. Their files are still there. */
export async function takeDownBatch(db: Db, id: string, limit: number): Promise<number> {
  const { data } = await db.rpc("take_down_batch", { target_takedown_id: id, at_most: limit }).throwOnError();
  return data;
}

/** Removed scenes whose files are still there, at most `limit`. */
export async function filesToRemove(
  db: Db,
  id: string,
  limit: number,
): Promise<{ sceneId: string; storagePath: string; thumbnailPath: string }[]> {
  const query = db.from("takedown_items").select("scene_id, storage_path, thumbnail_path").eq("takedown_id", id);
  const { data } = await query.is("files_removed_at", null).order("scene_id").limit(limit).throwOnError();
  return data.map((row) => ({
    sceneId: row.scene_id,
    storagePath: row.storage_path,
    thumbnailPath: row.thumbnail_path,
  }));
}

export async function markFilesRemoved(db: Db, id: string, sceneIds: string[]): Promise<void> {
  await db
    .from("takedown_items")
    .update({ files_removed_at: new Date().toISOString() })
    .eq("takedown_id", id)
    .in("scene_id", sceneIds)
    .throwOnError();
}

/** Ends a takedown of which nothing is left; otherwise changes nothing. */
export async function finishTakedown(db: Db, id: string): Promise<void> {
  await db.rpc("finish_takedown", { target_takedown_id: id }).throwOnError();
}

/** Takedowns that have not ended, oldest first, at most `limit`. */
export async function openTakedowns(db: Db, limit: number): Promise<string[]> {
  const query = db.from("takedowns").select("id").eq("status", "running").order("id").limit(limit);
  return (await query.throwOnError()).data.map(({ id }) => id);
}

/** @throws {NotFoundError} */
export async function getTakedown(db: Db, id: string): Promise<Takedown> {
  const { data } = await db.from("takedowns").select("*").eq("id", id).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no takedown ${id}.`);
  return toTakedown(data);
}

/** Newest first. @throws {InvalidInputError} the cursor is not ours. */
export async function listTakedowns(db: Db, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = decodeCursor(cursor);
  let query = db
    .from("takedowns")
    .select("*")
    .order("id", { ascending: false })
    .limit(limit + 1);
  if (after) query = query.lt("id", after);
  return toPage((await query.throwOnError()).data, limit, toTakedown);
}

/** What was removed, as a receipt lists it; at most 1000, in order of scene id. */
export async function takedownItems(db: Db, id: string) {
  const query = db.from("takedown_items").select("scene_id, source, source_id, sha256, removed_at, files_removed_at");
  return (await query.eq("takedown_id", id).order("scene_id").limit(1000).throwOnError()).data;
}

/** The hashes of a scene that is there. @throws {NotFoundError} */
export async function hashesOfScene(db: Db, sceneId: string): Promise<{ sha256: string; phash: string }> {
  const { data } = await db.from("scenes").select("sha256, phash").eq("id", sceneId).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no scene ${sceneId}.`);
  return data;
}

const toTakedown = (row: { removed: Json; versions: Json } & Record<string, unknown>): Takedown =>
  takedownSchema.parse(row);
