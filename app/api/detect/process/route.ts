import { jobStartedSchema } from "@/lib/contracts/jobs";
import { detectProcessRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { getSceneFile } from "@/lib/scenes/scenes.repository";
import { startWork } from "../../start-work";

/** POST → 202: one scene through the detector, or one address imported first. 404 unknown scene, 422 bad input. */
export const POST = apiRoute(
  {
    summary: "Detect the objects of one scene, or import an address first",
    scope: "jobs:write",
    body: detectProcessRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  async (context) => {
    const { body, deps } = context;
    if ("image_url" in body) {
      const input = { urls: [body.image_url], pipeline: true };
      return startWork(context, { kind: "import", priority: body.priority ?? 7, input });
    }
    await getSceneFile(deps.db, body.scene_id);
    return startWork(context, {
      kind: "detect",
      queue: "detection",
      priority: body.priority,
      input: { scene_id: body.scene_id },
    });
  },
);
