import { jobCancelled, jobFinishedBy } from "@/inngest/events";
import { sendOrLeave } from "@/inngest/start-job";
import { queuePurgeSchema } from "@/lib/contracts/queues";
import { apiRoute } from "@/lib/http/api-route";
import { purgeQueue, queueNamed } from "@/lib/queues/queues.repository";
import { queueParamsSchema } from "../../name-params";

/** POST → how much was cancelled: all that had not started; what runs finishes. 404 unknown. */
export const POST = apiRoute(
  {
    summary: "Cancel what waits in a queue",
    scope: "admin",
    params: queueParamsSchema,
    answers: { 200: queuePurgeSchema },
  },
  async ({ deps, params }) => {
    const queue = queueNamed(params.name);
    const { purgedAt, cause, chunks, items, jobs, ended, cancelled } = await purgeQueue(deps.db, queue);
    await sendOrLeave(`queue ${queue}`, [
      ...ended.map(({ id, kind, status }) => jobFinishedBy(cause, { job_id: id, kind, status })),
      ...cancelled.map((job_id) => jobCancelled.create({ job_id })),
    ]);
    return Response.json({ queue, purged_at: purgedAt, chunks, items, jobs });
  },
);
