import type { Db } from "@/lib/db/client";
import { prepareImage } from "@/lib/images/prepare-image";
import { storagePath } from "@/lib/images/storage-path";
import { c2paFindings } from "@/lib/rights/c2pa";
import { decideRights, type RightsFinding, type RightsRecord } from "@/lib/rights/decide-rights";
import { licenceFindings } from "@/lib/rights/licence";
import { RefusedError } from "@/lib/rights/refused-error";
import { recordFindings } from "@/lib/rights/rights-events.repository";
import { xmpFindings } from "@/lib/rights/xmp";
import { refuseTakenDown } from "@/lib/takedowns/refuse-taken-down";
import { IMAGES_BUCKET, putFile, removeFile, THUMBNAILS_BUCKET } from "./files";
import { findKnown } from "./find-known";
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
  /** Of the author's page, for the credit. */
  authorUrl?: string | null;
  licence: string | null;
  licenceUrl: string | null;
  tags: string[];
  /** What else the source says of it, in its own words. */
  details?: Record<string, string | number | boolean>;
  /** What was seen about the right to use it before its bytes were looked at. */
  findings: RightsFinding[];
}

/** Where a picture comes from of which its source says nothing. */
export const bareOrigin = (
  known: Pick<SceneOrigin, "source" | "sourceId" | "imageUrl" | "title"> & Partial<SceneOrigin>,
): SceneOrigin => ({
  pageUrl: null,
  description: null,
  author: null,
  licence: null,
  licenceUrl: null,
  tags: [],
  findings: [],
  ...known,
});

export interface IngestedScene {
  sceneId: string;
  /** False when these bytes, this source id, or a picture that looks the same were there before. */
  isNew: boolean;
  /** `source:id` of the scene that was there before, and what else there is to say. */
  duplicateOf: string | null;
  /** ISO 8601; of the scene that is there now. */
  createdAt: string;
}

/**
 * Takes one picture in: decode once (hash, thumbnail, palette), files under their content hash, then the scene with its
 * palette and rights record. Doing it again changes nothing.
 * @throws {BadImageError} the bytes are no picture we can use.
 * @throws {RefusedError} the file itself, what was seen on the way to it, or a takedown says no; nothing of it is stored.
 */
export async function ingestScene(db: Db, bytes: Buffer, origin: SceneOrigin): Promise<IngestedScene> {
  const image = await prepareImage(bytes);
  const known = await findKnown(db, image);
  if (known) return { sceneId: known.id, isNew: false, duplicateOf: known.name, createdAt: known.createdAt };

  const rights = decideRights([
    ...origin.findings,
    ...licenceFindings(origin, origin.imageUrl),
    ...xmpFindings(image.xmp, origin.imageUrl),
    ...c2paFindings(bytes, origin.imageUrl),
  ]);
  if (rights.decision === "refused") await refuse(db, origin, rights);

  await refuseTakenDown(db, { ...origin, sha256: image.sha256, phash: image.phash });

  const path = storagePath(image.sha256, image.ext);
  const thumbnailPath = storagePath(image.sha256, "webp");
  await putFile(db, IMAGES_BUCKET, path, bytes, image.mime);
  await putFile(db, THUMBNAILS_BUCKET, thumbnailPath, image.thumbnail, "image/webp");
  try {
    return await saveScene(db, { origin, image, rights, path, thumbnailPath });
  } catch (error) {
    // Taken down in this very moment: its files must not outlive it, unless another scene has the same ones.
    if (error instanceof RefusedError && !(await findSceneBySha256(db, image.sha256))) {
      await removeFile(db, IMAGES_BUCKET, path);
      await removeFile(db, THUMBNAILS_BUCKET, thumbnailPath);
    }
    throw error;
  }
}

/** Keeps on record what said no, and says so. @throws {RefusedError} always. */
async function refuse(db: Db, { source }: SceneOrigin, { findings, reasons }: RightsRecord): Promise<never> {
  const refusals = findings.filter(({ decision }) => decision === "refused");
  await recordFindings(db, { source, findings: refusals });
  throw new RefusedError(refusals[0]?.kind ?? "rights", `Not collected: ${reasons.join(" ")}`);
}
