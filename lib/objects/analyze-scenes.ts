import type { AnalyzedImage, AnalyzeResponse } from "@/lib/contracts/analyze";
import type { Deps } from "@/lib/deps";
import { UpstreamError } from "@/lib/errors";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { isBefore } from "@/lib/jobs/is-before";
import { IMAGES_BUCKET, signFiles } from "@/lib/scenes/files";
import { failItem, SCENE_GONE } from "@/lib/scenes/item-failure";
import { type AnalyzableScene, findAnalyzable, saveAnalysis } from "./objects.repository";

const IMAGES_PER_CALL = 4; // a call stays well under the client's deadline on a CPU

/**
 * Detects, outlines and embeds the objects of each item's scene. A scene that was done before the job began is skipped
 * unless `force` is set (and then gains nothing new from the same model version). A picture the worker cannot use fails alone.
 * @throws {UpstreamError} the worker could not be reached, or failed on some scene for a passing reason; what was saved stays.
 */
export async function analyzeScenes(
  { db, gpu }: Pick<Deps, "db" | "gpu">,
  items: ChunkItem[],
  { jobCreatedAt, force, isLastTry }: { jobCreatedAt: string; force: boolean; isLastTry: boolean },
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const scenes = await findAnalyzable(
    db,
    items.flatMap((item) => item.sceneId ?? []),
  );
  const outcomes: Outcome[] = [];
  const waiting: { item: ChunkItem; scene: AnalyzableScene }[] = [];
  for (const item of items) {
    const scene = item.sceneId ? scenes.get(item.sceneId) : undefined;
    if (!scene) outcomes.push(failItem(item, SCENE_GONE));
    else if (isBefore(scene.detectedAt, jobCreatedAt) && !force)
      outcomes.push({ item_id: item.id, status: "skipped", note: "analysed before" });
    else if (scene.detectedAt && !isBefore(scene.detectedAt, jobCreatedAt))
      outcomes.push({ item_id: item.id, status: "completed" });
    else waiting.push({ item, scene });
  }

  let passing: string | null = null;
  for (let start = 0; start < waiting.length; start += IMAGES_PER_CALL) {
    const batch = waiting.slice(start, start + IMAGES_PER_CALL);
    const urls = await signFiles(
      db,
      IMAGES_BUCKET,
      batch.map(({ scene }) => scene.storagePath),
    );
    const images = batch.flatMap(({ item }, index) => (urls[index] ? [{ id: item.id, url: urls[index] }] : []));
    const response: AnalyzeResponse | null = images.length > 0 ? await gpu.analyze({ images }) : null;
    const results = new Map<string, AnalyzedImage>(response?.results.map((result) => [result.id, result]));
    for (const { item, scene } of batch) {
      const result = results.get(item.id);
      if (!response || !result)
        outcomes.push(failItem(item, { code: "file_gone", message: "The scene's file is not in storage." }));
      else if (result.ok) {
        const count = await saveAnalysis(db, scene.id, result, response.models);
        outcomes.push({ item_id: item.id, status: "completed", note: `${count} object${count === 1 ? "" : "s"}` });
      } else if (result.error.permanent || isLastTry)
        outcomes.push(failItem(item, { code: result.error.code, message: result.error.message }));
      else passing = result.error.message;
    }
  }
  if (passing) throw new UpstreamError(`The gpu-worker could not do every image: ${passing}`);
  const done = new Set(outcomes.filter(({ status }) => status !== "failed").map(({ item_id }) => item_id));
  return { outcomes, sceneIds: items.flatMap((item) => (done.has(item.id) && item.sceneId ? [item.sceneId] : [])) };
}
