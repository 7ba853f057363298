import { runPageSchema } from "@/lib/contracts/jobs";
import { listRunsQuerySchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { listRuns } from "@/lib/jobs/runs.repository";

/** GET → function runs with their steps, oldest first. */
export const GET = apiRoute(
  {
    summary: "Function runs with their steps",
    scope: "jobs:read",
    query: listRunsQuerySchema,
    answers: { 200: runPageSchema },
  },
  async ({ deps, query }) =>
    Response.json(await listRuns(deps.db, { ...query, jobId: query.job_id, functionId: query.function_id })),
);
