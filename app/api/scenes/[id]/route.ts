import { sceneDetailSchema } from "@/lib/contracts/scenes";
import { apiRoute } from "@/lib/http/api-route";
import { getScene } from "@/lib/scenes/scenes.repository";
import { idParamsSchema } from "../../id-params";

/** GET → a scene with its objects, masks, palettes, labels and rights record. 404 unknown. */
export const GET = apiRoute(
  {
    summary: "A scene with everything known of it",
    scope: "data:read",
    params: idParamsSchema,
    answers: { 200: sceneDetailSchema },
  },
  async ({ deps, params }) => Response.json(await getScene(deps.db, params.id)),
);
