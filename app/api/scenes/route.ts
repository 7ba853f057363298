import { listScenesQuerySchema } from "@/lib/contracts/requests";
import { scenePageSchema } from "@/lib/contracts/scenes";
import { apiRoute } from "@/lib/http/api-route";
import { listScenes } from "@/lib/scenes/scenes.repository";

/** GET → scenes, newest first. */
export const GET = apiRoute(
  {
    summary: "Scenes, newest first",
    scope: "data:read",
    query: listScenesQuerySchema,
    answers: { 200: scenePageSchema },
  },
  async ({ deps, query }) => Response.json(await listScenes(deps.db, query)),
);
