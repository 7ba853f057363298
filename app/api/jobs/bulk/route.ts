import { bulkAnswerSchema, bulkRequestSchema } from "@/lib/contracts/job-control";
import { apiRoute } from "@/lib/http/api-route";
import { runBulk } from "../../run-bulk";

/** POST → how many jobs were cancelled or retried, or would be; `next_cursor` goes on with the rest. */
export const POST = apiRoute(
  {
    summary: "Cancel or retry all jobs of a filter",
    scope: "jobs:write",
    body: bulkRequestSchema,
    answers: { 200: bulkAnswerSchema },
  },
  async ({ deps, body }) => Response.json(await runBulk(deps.db, body)),
);
