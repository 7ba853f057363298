import { listJobsQuerySchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { listJobs } from "@/lib/jobs/jobs.repository";

/** GET → jobs, newest first. */
export const GET = apiRoute({ scope: "jobs:read", query: listJobsQuerySchema }, async ({ deps, query }) =>
  Response.json(await listJobs(deps.db, query)),
);
