import { inngest } from "@/inngest/client";
import { chunkPlanned } from "@/inngest/events";
import type { JobStarted } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { retryJob } from "@/lib/jobs/chunks.repository";
import { getJob } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../../id-params";

/** POST → 202: only what failed or was cancelled runs again. 404 unknown, 409 still running or nothing to retry. */
export const POST = apiRoute({ scope: "jobs:write", params: idParamsSchema }, async ({ deps, params }) => {
  const chunks = await retryJob(deps.db, params.id);
  const { id, kind, queue, priority, status } = await getJob(deps.db, params.id);
  const events = chunks.map(({ chunkId, attempt }) =>
    chunkPlanned(kind, { job_id: id, chunk_id: chunkId, attempt, queue, priority }),
  );
  for (let start = 0; start < events.length; start += 1000) await inngest.send(events.slice(start, start + 1000));
  const message = `${chunks.length} chunk${chunks.length === 1 ? "" : "s"} of the job run again.`;
  const answer: JobStarted = { job_id: id, status, queue, status_url: `/api/jobs/${id}`, message };
  return Response.json(answer, { status: 202 });
});
