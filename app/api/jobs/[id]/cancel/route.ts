import { jobCancelled } from "@/inngest/events";
import { sendOrLeave } from "@/inngest/start-job";
import { jobDetailSchema } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { cancelJob, getJobDetail } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../../id-params";

/** POST → the job after its cancelling: what runs is stopped, what waits leaves, the jobs after it too. 404 unknown. */
export const POST = apiRoute(
  {
    summary: "Cancel a job and what follows from it",
    scope: "jobs:write",
    params: idParamsSchema,
    answers: { 200: jobDetailSchema },
  },
  async ({ deps, params }) => {
    const cancelled = await cancelJob(deps.db, params.id);
    const events = cancelled.map((job_id) => jobCancelled.create({ job_id }));
    await sendOrLeave(params.id, events);
    return Response.json(await getJobDetail(deps.db, params.id));
  },
);
