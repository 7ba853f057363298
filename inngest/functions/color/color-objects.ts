import { colorScenes } from "@/lib/color/color-scenes";
import { chunkFunction } from "../../chunk-function";

/** The objects of a chunk of scenes, or one object. */
export const colorObjects = chunkFunction({
  id: "color-objects",
  kind: "colors",
  queue: "color_processing",
  work: (deps, items, { job }) => colorScenes(deps, items, job.created_at),
});
