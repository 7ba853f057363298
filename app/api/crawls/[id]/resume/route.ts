import { chunkPlanned } from "@/inngest/events";
import { jobRequested, sendOrLeave } from "@/inngest/start-job";
import { crawlSchema } from "@/lib/contracts/crawls";
import { getCrawl, resumeCrawl } from "@/lib/crawl/crawls.repository";
import { apiRoute } from "@/lib/http/api-route";
import { getJob } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../../id-params";

/** POST → 202: the crawl goes on where it was stopped. 404 unknown, 409 not stopped or nothing left. */
export const POST = apiRoute(
  { summary: "Go on with a stopped crawl", scope: "jobs:write", params: idParamsSchema, answers: { 202: crawlSchema } },
  async ({ deps, params: { id } }) => {
    const chunks = await resumeCrawl(deps.db, id);
    const job = await getJob(deps.db, id);
    const { queue, priority } = job;
    const events = chunks.map(({ chunkId, attempt }) =>
      chunkPlanned("scrape", { job_id: id, chunk_id: chunkId, attempt, queue, priority }),
    );
    await sendOrLeave(id, job.status === "queued" ? [jobRequested(job), ...events] : events);
    return Response.json(await getCrawl(deps.db, id), { status: 202 });
  },
);
