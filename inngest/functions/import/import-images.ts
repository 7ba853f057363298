import { importChunk } from "@/lib/scenes/import-images";
import { chunkFunction } from "../../chunk-function";

/** A chunk of image addresses or uploaded files, or one. */
export const importImages = chunkFunction({
  id: "import-images",
  kind: "import",
  queue: "import",
  work: (deps, items, { job, isLastTry }) => importChunk(deps, items, { jobCreatedAt: job.created_at, isLastTry }),
});
