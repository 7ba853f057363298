import { jobStartedSchema } from "@/lib/contracts/jobs";
import { classifySceneRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { getSceneFile } from "@/lib/scenes/scenes.repository";
import { startWork } from "../../start-work";

/** POST → 202: one scene labelled anew, or one address imported and taken through all stages. 404 unknown scene. */
export const POST = apiRoute(
  {
    summary: "Label one scene, or import an address and label it",
    scope: "jobs:write",
    body: classifySceneRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  async (context) => {
    const { body, deps } = context;
    const priority = body.priority ?? 7;
    if ("image_url" in body) {
      return startWork(context, { kind: "import", priority, input: { urls: [body.image_url], pipeline: true } });
    }
    await getSceneFile(deps.db, body.scene_id);
    return startWork(context, { kind: "classify", priority, input: { scene_id: body.scene_id } });
  },
);
