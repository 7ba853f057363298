import type { Db } from "@/lib/db/client";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { isBefore } from "@/lib/jobs/is-before";
import { ingestScene, type SceneOrigin } from "./ingest-scene";
import { failItem, toFailure } from "./item-failure";

/** When the job of the items began, and whether there is another try after this one. */
export interface Taking {
  jobCreatedAt: string;
  isLastTry: boolean;
  /** The same for what takes too long; as `isLastTry` when left out. */
  isLastTimeout?: boolean;
}

/**
 * Takes items in one after the other. One that fails for good fails alone; the first failure that may pass is thrown once all
 * others are done, so the chunk is tried again and finds those in place.
 */
export async function takeInEach(
  items: ChunkItem[],
  { isLastTry, isLastTimeout = isLastTry }: Taking,
  takeInOne: (item: ChunkItem) => Promise<Outcome>,
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const outcomes: Outcome[] = [];
  let passing: unknown = null;
  for (const item of items) {
    try {
      outcomes.push(await takeInOne(item));
    } catch (error) {
      const failure = toFailure(error, isLastTry, isLastTimeout);
      if (failure) outcomes.push(failItem(item, failure));
      else passing ??= error;
    }
  }
  if (passing) throw passing;
  return { outcomes, sceneIds: outcomes.flatMap(({ scene_id }) => scene_id ?? []) };
}

/** Ingests the bytes of an item; `skipped` when the same picture was there, of another item or of before the job began. */
export async function takeIn(
  db: Db,
  item: ChunkItem,
  { bytes, origin, jobCreatedAt }: { bytes: Buffer; origin: SceneOrigin; jobCreatedAt: string },
): Promise<Outcome> {
  const { sceneId, isNew, createdAt, duplicateOf } = await ingestScene(db, bytes, origin);
  if (isNew) return { item_id: item.id, status: "completed", scene_id: sceneId };
  const note = `the same picture as ${duplicateOf}`;
  if (duplicateOf !== `${origin.source}:${origin.sourceId}`)
    return { item_id: item.id, status: "skipped", scene_id: sceneId, note };
  return outcomeOfKnown(item, { id: sceneId, createdAt }, { jobCreatedAt, note });
}

/** A scene that is there: this job's own work of an earlier try, or `skipped` with `note` when it is older than the job. */
export function outcomeOfKnown(
  item: ChunkItem,
  scene: { id: string; createdAt: string },
  { jobCreatedAt, note }: { jobCreatedAt: string; note: string },
): Outcome {
  const isOlder = isBefore(scene.createdAt, jobCreatedAt);
  return isOlder
    ? { item_id: item.id, status: "skipped", scene_id: scene.id, note }
    : { item_id: item.id, status: "completed", scene_id: scene.id };
}
