import { failurePageSchema, listFailuresQuerySchema } from "@/lib/contracts/failures";
import { listFailures } from "@/lib/failures/failures.repository";
import { apiRoute } from "@/lib/http/api-route";

/** GET → failures by cause, last seen first. */
export const GET = apiRoute(
  {
    summary: "Failures grouped by cause, last seen first",
    scope: "jobs:read",
    query: listFailuresQuerySchema,
    answers: { 200: failurePageSchema },
  },
  async ({ deps, query }) => Response.json(await listFailures(deps.db, query)),
);
