import { chunkPlanned } from "@/inngest/events";
import { jobRequested, sendOrLeave } from "@/inngest/start-job";
import { type JobStarted, jobStartedSchema } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { retryJob } from "@/lib/jobs/chunks.repository";
import { getJob } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../../id-params";

/** POST → 202: only what failed, was cancelled or never planned runs again. 404 unknown, 409 still running or nothing to retry. */
export const POST = apiRoute(
  {
    summary: "Run again what failed or was cancelled",
    scope: "jobs:write",
    params: idParamsSchema,
    answers: { 202: jobStartedSchema },
  },
  async ({ deps, params }) => {
    const chunks = await retryJob(deps.db, params.id);
    const job = await getJob(deps.db, params.id);
    const { id, kind, queue, priority, status } = job;
    const events = chunks.map(({ chunkId, attempt }) =>
      chunkPlanned(kind, { job_id: id, chunk_id: chunkId, attempt, queue, priority }),
    );
    const isPlannedAgain = status === "queued";
    await sendOrLeave(id, isPlannedAgain ? [jobRequested(job), ...events] : events);
    const runs = `${chunks.length} chunk${chunks.length === 1 ? "" : "s"} of the job run again`;
    const message = isPlannedAgain ? `${runs}, and it is planned anew.` : `${runs}.`;
    const answer: JobStarted = { job_id: id, status, queue, status_url: `/api/jobs/${id}`, message };
    return Response.json(answer, { status: 202 });
  },
);
