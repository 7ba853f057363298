import type { Takedown, TakedownRequest } from "@/lib/contracts/takedowns";
import { oneSpelling } from "@/lib/crawl/normalise-url";
import type { Db } from "@/lib/db/client";
import { InvalidInputError } from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";
import { isTelling } from "@/lib/images/perceptual-hash";
import { prepareImage } from "@/lib/images/prepare-image";
import { IMAGES_BUCKET, removeFile, THUMBNAILS_BUCKET } from "@/lib/scenes/files";
import {
  filesToRemove,
  finishTakedown,
  getTakedown,
  hashesOfScene,
  markFilesRemoved,
  scenesOf,
  type TakedownTarget,
  takeDownBatch,
} from "./takedowns.repository";

/** Scenes a transaction removes: enough to be quick, few enough that nobody waits long for its locks. */
const BATCH = 100;
const PREVIEW_MAX = 1000;
const SHOWN_MAX = 20;

/**
 * What a request means. A picture that was sent means all that look like it; one too plain to tell, those of its bytes.
 * @throws {NotFoundError} the scene named is not there. @throws {InvalidInputError} what was sent is no picture.
 */
export async function targetOf(db: Db, { url, host, author, image }: TakedownRequest): Promise<TakedownTarget> {
  if (url !== undefined) return { kind: "url", value: oneSpelling(url) };
  if (host !== undefined) return { kind: "host", value: host };
  if (author !== undefined) return { kind: "author", value: author.toLowerCase() };
  if (image === undefined) throw new InvalidInputError("Name a url, a host, an author or an image.");
  if ("sha256" in image) return { kind: "sha256", value: image.sha256.toLowerCase() };
  if ("scene_id" in image) {
    await hashesOfScene(db, image.scene_id);
    return { kind: "scene_id", value: image.scene_id };
  }
  const { sha256, phash } = await hashesOf(Buffer.from(image.base64, "base64"));
  return isTelling(phash) ? { kind: "phash", value: phash } : { kind: "sha256", value: sha256 };
}

/** What a takedown would remove now. */
export async function previewTakedown(db: Db, target: TakedownTarget) {
  const ids = await scenesOf(db, target, PREVIEW_MAX + 1);
  return {
    dry_run: true as const,
    kind: target.kind,
    value: target.value,
    scenes: Math.min(ids.length, PREVIEW_MAX),
    more: ids.length > PREVIEW_MAX,
    scene_ids: ids.slice(0, SHOWN_MAX),
  };
}

/**
 * Goes on with a takedown for at most `batches` of 100 scenes: first the rows with all that hangs on them, then their files.
 * May be cut off anywhere and run again.
 */
export async function goOnTakingDown(db: Db, id: string, batches: number): Promise<Takedown> {
  for (let batch = 0; batch < batches; batch += 1) {
    await removeFiles(db, id);
    if ((await takeDownBatch(db, id, BATCH)) === 0) {
      await finishTakedown(db, id);
      break;
    }
  }
  return getTakedown(db, id);
}

/** A file removed before is no error, so a batch that was cut off is simply done again. */
async function removeFiles(db: Db, id: string): Promise<void> {
  const left = await filesToRemove(db, id, BATCH);
  for (const { storagePath, thumbnailPath } of left) {
    await removeFile(db, IMAGES_BUCKET, storagePath);
    await removeFile(db, THUMBNAILS_BUCKET, thumbnailPath);
  }
  if (left.length > 0)
    await markFilesRemoved(
      db,
      id,
      left.map(({ sceneId }) => sceneId),
    );
}

async function hashesOf(bytes: Buffer): Promise<{ sha256: string; phash: string }> {
  try {
    return await prepareImage(bytes);
  } catch (error) {
    if (!(error instanceof BadImageError)) throw error;
    throw new InvalidInputError(error.message, [{ field: "image.base64", message: error.message }]);
  }
}
