import { jobPageSchema } from "@/lib/contracts/jobs";
import { listJobsQuerySchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { listJobs } from "@/lib/jobs/jobs.repository";

/** GET → jobs, newest first. */
export const GET = apiRoute(
  { summary: "Jobs, newest first", scope: "jobs:read", query: listJobsQuerySchema, answers: { 200: jobPageSchema } },
  async ({ deps, query }) => Response.json(await listJobs(deps.db, query)),
);
