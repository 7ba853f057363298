import { classifyScenes } from "@/lib/classification/classify-scenes";
import { chunkFunction } from "../../chunk-function";

/** A chunk of scenes, or one. */
export const classifyChunk = chunkFunction({
  id: "classify-scenes",
  kind: "classify",
  queue: "classification",
  work: (deps, items, { job }) =>
    classifyScenes(deps, items, {
      jobCreatedAt: job.created_at,
      force: job.input.force === true || job.input.scene_id !== undefined,
    }),
});
