import { z } from "zod";
import { sceneFilterSchema } from "@/lib/contracts/requests";
import { planScenes } from "@/lib/scenes/plan-scenes";
import { planFunction } from "../../plan-function";

const inputSchema = z.object({
  scene_id: z.uuid().optional(),
  scene_ids: z.array(z.uuid()).optional(),
  filter: sceneFilterSchema.optional(),
});

export const planDetection = planFunction({
  id: "plan-detection",
  kind: "detect",
  input: inputSchema,
  page: ({ db }, input, cursor) =>
    planScenes(db, {
      ids: input.scene_id ? [input.scene_id] : input.scene_ids,
      filter: input.filter,
      cursor,
      chunkSize: 32,
    }),
});
