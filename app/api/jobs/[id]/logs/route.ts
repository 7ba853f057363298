import { jobLogPageSchema } from "@/lib/contracts/job-control";
import { listJobLogsQuerySchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { getJob } from "@/lib/jobs/jobs.repository";
import { listLogs } from "@/lib/jobs/logs.repository";
import { idParamsSchema } from "../../../id-params";

/** GET → the log of a job, newest line first. 404 unknown job. */
export const GET = apiRoute(
  {
    summary: "The log of a job",
    scope: "jobs:read",
    params: idParamsSchema,
    query: listJobLogsQuerySchema,
    answers: { 200: jobLogPageSchema },
  },
  async ({ deps, params, query }) => {
    const { id: jobId } = await getJob(deps.db, params.id);
    return Response.json(await listLogs(deps.db, { jobId, ...query }));
  },
);
