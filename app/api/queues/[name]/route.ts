import { queueResumed } from "@/inngest/events";
import { sendOrLeave } from "@/inngest/start-job";
import { queuePatchedSchema, queuePatchSchema } from "@/lib/contracts/queues";
import { apiRoute } from "@/lib/http/api-route";
import { queueNamed, setPaused } from "@/lib/queues/queues.repository";
import { queueParamsSchema } from "../name-params";

/** PATCH → paused or resumed; what runs goes on in either case. 404 unknown. */
export const PATCH = apiRoute(
  {
    summary: "Pause or resume a queue",
    scope: "admin",
    params: queueParamsSchema,
    body: queuePatchSchema,
    answers: { 200: queuePatchedSchema },
  },
  async ({ deps, params, body: { paused } }) => {
    const name = queueNamed(params.name);
    await setPaused(deps.db, name, paused);
    if (!paused) await sendOrLeave(`queue ${name}`, [queueResumed.create({ queue: name })]);
    return Response.json({ name, paused });
  },
);
