import type { Deps } from "@/lib/deps";
import { BadImageError } from "@/lib/images/bad-image-error";
import { openImage } from "@/lib/images/sharp";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { isBefore } from "@/lib/jobs/is-before";
import { getFile, THUMBNAILS_BUCKET } from "@/lib/scenes/files";
import { failItem, SCENE_GONE, toFailure } from "@/lib/scenes/item-failure";
import {
  type ClassifiableScene,
  findClassifiable,
  type SceneLabels,
  saveClassifications,
} from "./classifications.repository";
import { classifyScene } from "./classify-scene";
import { type ImageSignals, measureImageSignals } from "./image-signals";

const SIGNALS_SIDE_PX = 128;

/**
 * Labels each item's scene from its objects, words, colours and picture. A scene labelled before the job began is skipped
 * unless `force` is set; one whose thumbnail cannot be read fails alone. @throws {UpstreamError} storage or database out of reach.
 */
export async function classifyScenes(
  { db }: Pick<Deps, "db">,
  items: ChunkItem[],
  { jobCreatedAt, force }: { jobCreatedAt: string; force: boolean },
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const scenes = await findClassifiable(
    db,
    items.flatMap((item) => item.sceneId ?? []),
  );
  const outcomes: Outcome[] = [];
  const labels: SceneLabels[] = [];
  for (const item of items) {
    const scene = item.sceneId ? scenes.get(item.sceneId) : undefined;
    if (!scene) {
      outcomes.push(failItem(item, SCENE_GONE));
    } else if (!force && isBefore(scene.classifiedAt, jobCreatedAt)) {
      outcomes.push({ item_id: item.id, status: "skipped", note: "classified before" });
    } else {
      try {
        const result = classifyScene({ ...scene.facts, signals: await readSignals(db, scene) });
        labels.push({ sceneId: scene.id, result });
        outcomes.push({ item_id: item.id, status: "completed", note: result.imageType.label });
      } catch (error) {
        const failure = toFailure(error, false);
        if (!failure) throw error;
        outcomes.push(failItem(item, failure));
      }
    }
  }
  if (labels.length > 0) await saveClassifications(db, labels);
  return { outcomes, sceneIds: [] };
}

async function readSignals(db: Deps["db"], scene: ClassifiableScene): Promise<ImageSignals> {
  const { data, info } = await openImage(await getFile(db, THUMBNAILS_BUCKET, scene.thumbnailPath))
    .resize(SIGNALS_SIDE_PX, SIGNALS_SIDE_PX, { fit: "inside" })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true })
    .catch((cause) => {
      throw new BadImageError("image_corrupt", "The scene's thumbnail is damaged and cannot be opened.", { cause });
    });
  return measureImageSignals({ rgb: data, widthPx: info.width, heightPx: info.height });
}
