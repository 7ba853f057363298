import { analyzeScenes } from "@/lib/objects/analyze-scenes";
import { chunkFunction } from "../../chunk-function";

/** A chunk of scenes, in bulk. */
export const detectScenes = chunkFunction({
  id: "detect-scenes",
  kind: "detect",
  queue: "ai_processing",
  work: (deps, items, { job, ...tries }) =>
    analyzeScenes(deps, items, { jobCreatedAt: job.created_at, force: job.input.pipeline !== true, ...tries }),
});
