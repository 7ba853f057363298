import type { AnalyzedImage } from "@/lib/contracts/analyze";
import type { Deps } from "@/lib/deps";
import { MemoryError, TimeoutError, UpstreamError } from "@/lib/errors";
import { countCrash } from "@/lib/failures/failures.repository";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { isBefore } from "@/lib/jobs/is-before";
import { IMAGES_BUCKET, signFiles } from "@/lib/scenes/files";
import { failItem, SCENE_GONE } from "@/lib/scenes/item-failure";
import type { Taking } from "@/lib/scenes/take-in";
import { analyzeInHalves } from "./analyze-in-halves";
import { type AnalyzableScene, findAnalyzable, saveAnalysis } from "./objects.repository";

const IMAGES_PER_CALL = 4; // a call stays well under the client's deadline on a CPU

/**
 * Detects, outlines and embeds the objects of each item's scene. A scene that was done before the job began is skipped
 * unless `force` is set (and then gains nothing new from the same model version). A picture the worker cannot use
 * fails alone, and so does, once it has happened `MODOMO_POISON_TRIES` times, one that takes the worker down.
 * @throws {UpstreamError} the worker could not be reached, or failed on some scene for a passing reason; what was saved stays.
 */
export async function analyzeScenes(
  { db, gpu, env }: Pick<Deps, "db" | "gpu" | "env">,
  items: ChunkItem[],
  { jobCreatedAt, force, isLastTry, isLastTimeout = isLastTry }: Taking & { force: boolean },
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

  let passing: { code: string; message: string } | null = null;
  for (let start = 0; start < waiting.length; start += IMAGES_PER_CALL) {
    const batch = waiting.slice(start, start + IMAGES_PER_CALL);
    const urls = await signFiles(
      db,
      IMAGES_BUCKET,
      batch.map(({ scene }) => scene.storagePath),
    );
    const images = batch.flatMap(({ item }, index) => (urls[index] ? [{ id: item.id, url: urls[index] }] : []));
    const response = images.length > 0 ? await analyzeInHalves(gpu, images) : null;
    const results = new Map<string, AnalyzedImage>(response?.results.map((result) => [result.id, result]));
    for (const { item, scene } of batch) {
      const result = results.get(item.id);
      if (!result) outcomes.push(failItem(item, { code: "file_gone", message: "The scene's file is not in storage." }));
      else if (result.ok && response?.models) {
        const count = await saveAnalysis(db, scene.id, result, response.models);
        outcomes.push({ item_id: item.id, status: "completed", note: `${count} object${count === 1 ? "" : "s"}` });
      } else if (!result.ok) {
        const poison = result.error.code === "memory" && (await toPoison(db, item, env.MODOMO_POISON_TRIES));
        if (poison) outcomes.push(failItem(item, poison));
        else if (result.error.permanent || (result.error.code === "timeout" ? isLastTimeout : isLastTry))
          outcomes.push(failItem(item, { code: result.error.code, message: result.error.message }));
        else passing = result.error;
      }
    }
  }
  if (passing) throw toPassing(passing);
  const done = new Set(outcomes.filter(({ status }) => status !== "failed").map(({ item_id }) => item_id));
  return { outcomes, sceneIds: items.flatMap((item) => (done.has(item.id) && item.sceneId ? [item.sceneId] : [])) };
}

/** Counts that the picture alone took the worker down; why it is left out once it has done so often enough. */
async function toPoison(db: Deps["db"], item: ChunkItem, triesMax: number) {
  const tries = await countCrash(db, item.id);
  if (tries < triesMax) return null;
  return { code: "poison", message: `This picture alone took the gpu-worker down ${tries} times.` };
}

function toPassing({ code, message }: { code: string; message: string }): UpstreamError {
  const text = `The gpu-worker could not do every image: ${message}`;
  if (code === "memory") return new MemoryError(text);
  return code === "timeout" ? new TimeoutError(text) : new UpstreamError(text);
}
