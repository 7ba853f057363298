import { z } from "zod";
import { planScenes } from "@/lib/scenes/plan-scenes";
import { planFunction } from "../../plan-function";

const inputSchema = z.object({
  limit: z.int().optional(),
  force: z.boolean().optional(),
  scene_id: z.uuid().optional(),
});

export const planClassification = planFunction({
  id: "plan-classification",
  kind: "classify",
  input: inputSchema,
  page: ({ db }, input, cursor) =>
    planScenes(db, {
      ids: input.scene_id ? [input.scene_id] : undefined,
      pending: input.force ? undefined : "unclassified",
      limit: input.limit,
      cursor,
      chunkSize: 100,
    }),
});
