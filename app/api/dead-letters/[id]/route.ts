import { failureDetailSchema, pageQuerySchema } from "@/lib/contracts/failures";
import { getFailure } from "@/lib/failures/failures.repository";
import { apiRoute } from "@/lib/http/api-route";
import { idParamsSchema } from "../../id-params";

/** GET → one cause, by its fingerprint: a sample, scenes, and its runs. 404 unknown. */
export const GET = apiRoute(
  {
    summary: "One cause of failures, by its fingerprint, with a page of its dead letters",
    scope: "jobs:read",
    params: idParamsSchema,
    query: pageQuerySchema,
    answers: { 200: failureDetailSchema },
  },
  async ({ deps, params, query }) => Response.json(await getFailure(deps.db, params.id, query)),
);
