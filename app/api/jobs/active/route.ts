import { activeJobsSchema } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { listActiveJobs } from "@/lib/jobs/jobs.repository";

/** GET → queued and running jobs, newest first. */
export const GET = apiRoute(
  { summary: "Queued and running jobs", scope: "jobs:read", answers: { 200: activeJobsSchema } },
  async ({ deps }) => Response.json({ items: await listActiveJobs(deps.db) }),
);
