import type { Db } from "@/lib/db/client";
import { ForbiddenError } from "@/lib/errors";
import { prepareImage } from "@/lib/images/prepare-image";
import { storagePath } from "@/lib/images/storage-path";
import { decideRights, type RightsFinding } from "@/lib/rights/decide-rights";
import { licenceFindings } from "@/lib/rights/licence";
import { xmpFindings } from "@/lib/rights/xmp";
import { IMAGES_BUCKET, putFile, THUMBNAILS_BUCKET } from "./files";
import { findSceneBySha256, saveScene } from "./scenes.repository";

/** Where a picture came from and what was said of it there. */
export interface SceneOrigin {
  source: string;
  sourceId: string;
  pageUrl: string | null;
  imageUrl: string;
  title: string | null;
  description: string | null;
  author: string | null;
  licence: string | null;
  licenceUrl: string | null;
  tags: string[];
  /** What was seen about the right to use it before its bytes were looked at. */
  findings: RightsFinding[];
}

export interface IngestedScene {
  sceneId: string;
  /** False when these bytes, or this source id, were there before. */
  isNew: boolean;
  /** `source:id` of the scene that was there before. */
  duplicateOf: string | null;
  /** ISO 8601; of the scene that is there now. */
  createdAt: string;
}

/**
 * Takes one picture in: decode once (hash, thumbnail, palette), files under their content hash, then the scene with its
 * palette and rights record. Doing it again changes nothing.
 * @throws {BadImageError} the bytes are no picture we can use.
 * @throws {ForbiddenError} the file itself, or what was seen on the way to it, says no; nothing of it is stored.
 */
export async function ingestScene(db: Db, bytes: Buffer, origin: SceneOrigin): Promise<IngestedScene> {
  const image = await prepareImage(bytes);
  const known = await findSceneBySha256(db, image.sha256);
  if (known)
    return {
      sceneId: known.id,
      isNew: false,
      duplicateOf: `${known.source}:${known.sourceId}`,
      createdAt: known.createdAt,
    };

  const rights = decideRights([
    ...origin.findings,
    ...licenceFindings(origin, origin.imageUrl),
    ...xmpFindings(image.xmp, origin.imageUrl),
  ]);
  if (rights.decision === "refused") throw new ForbiddenError(`Not collected: ${rights.reasons.join(" ")}`);

  const path = storagePath(image.sha256, image.ext);
  const thumbnailPath = storagePath(image.sha256, "webp");
  await putFile(db, IMAGES_BUCKET, path, bytes, image.mime);
  await putFile(db, THUMBNAILS_BUCKET, thumbnailPath, image.thumbnail, "image/webp");
  return saveScene(db, { origin, image, rights, path, thumbnailPath });
}
