import { listScenesQuerySchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { listScenes } from "@/lib/scenes/scenes.repository";

/** GET → scenes, newest first. */
export const GET = apiRoute({ scope: "data:read", query: listScenesQuerySchema }, async ({ deps, query }) =>
  Response.json(await listScenes(deps.db, query)),
);
