import { analyzeScenes } from "@/lib/objects/analyze-scenes";
import { chunkFunction } from "../../chunk-function";

/** One scene somebody waits for: the same work past the bulk queue. */
export const detectScene = chunkFunction({
  id: "detect-scene",
  kind: "detect",
  queue: "detection",
  work: (deps, items, { job, ...tries }) =>
    analyzeScenes(deps, items, { jobCreatedAt: job.created_at, force: true, ...tries }),
});
