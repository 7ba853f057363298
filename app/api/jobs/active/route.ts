import { apiRoute } from "@/lib/http/api-route";
import { listActiveJobs } from "@/lib/jobs/jobs.repository";

/** GET → queued and running jobs, newest first. */
export const GET = apiRoute({ scope: "jobs:read" }, async ({ deps }) =>
  Response.json({ items: await listActiveJobs(deps.db) }),
);
