import { modelsSchema } from "@/lib/contracts/identity";
import { apiRoute } from "@/lib/http/api-route";
import { listModels } from "@/lib/settings/list-models";

/** GET → models with licence, version and state, as the gpu-workers that answer have them. */
export const GET = apiRoute(
  { summary: "Models and where they run", scope: "data:read", answers: { 200: modelsSchema } },
  async ({ deps }) => Response.json(listModels(await deps.gpu.status())),
);
