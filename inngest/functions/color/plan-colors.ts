import { z } from "zod";
import { getSceneOfObject } from "@/lib/objects/objects.repository";
import { planScenes } from "@/lib/scenes/plan-scenes";
import { planFunction } from "../../plan-function";

const inputSchema = z.object({
  limit: z.int().optional(),
  scene_ids: z.array(z.uuid()).optional(),
  object_id: z.uuid().optional(),
});

export const planColors = planFunction({
  id: "plan-colors",
  kind: "colors",
  input: inputSchema,
  page: async ({ db }, input, cursor) => {
    if (input.object_id) {
      const sceneId = await getSceneOfObject(db, input.object_id);
      const item = { item_key: input.object_id, scene_id: sceneId, payload: { object_id: input.object_id } };
      return { chunks: [{ key: "object", items: [item] }], next: null };
    }
    return planScenes(db, { ids: input.scene_ids, pending: "uncolored", limit: input.limit, cursor, chunkSize: 100 });
  },
});
