import { jobCancelled, jobFinishedBy } from "@/inngest/events";
import { sendOrLeave } from "@/inngest/start-job";
import { crawlSchema } from "@/lib/contracts/crawls";
import { getCrawl, stopCrawl } from "@/lib/crawl/crawls.repository";
import { apiRoute } from "@/lib/http/api-route";
import { getJob } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../../id-params";

/** POST → the crawl after its stop: its frontier is kept, and what was collected goes on. 404 unknown, 409 ended already. */
export const POST = apiRoute(
  {
    summary: "Stop a crawl and keep where it was",
    scope: "jobs:write",
    params: idParamsSchema,
    answers: { 200: crawlSchema },
  },
  async ({ deps, params: { id } }) => {
    await stopCrawl(deps.db, id);
    const { attempt, status } = await getJob(deps.db, id);
    const ended = jobFinishedBy(`stop:${attempt}`, { job_id: id, kind: "scrape", status });
    await sendOrLeave(id, [jobCancelled.create({ job_id: id }), ended]);
    return Response.json(await getCrawl(deps.db, id));
  },
);
