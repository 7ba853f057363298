import { failureItemPageSchema, pageQuerySchema } from "@/lib/contracts/failures";
import { listFailureItems } from "@/lib/failures/failures.repository";
import { apiRoute } from "@/lib/http/api-route";
import { idParamsSchema } from "../../../id-params";

/** GET → items that failed of this cause. 404 unknown fingerprint. */
export const GET = apiRoute(
  {
    summary: "Items that failed of one cause",
    scope: "jobs:read",
    params: idParamsSchema,
    query: pageQuerySchema,
    answers: { 200: failureItemPageSchema },
  },
  async ({ deps, params, query }) => Response.json(await listFailureItems(deps.db, params.id, query)),
);
