import { startPending } from "@/inngest/start-job";
import { scheduleRunSchema } from "@/lib/contracts/schedules";
import { apiRoute } from "@/lib/http/api-route";
import { idempotencyOf } from "@/lib/http/idempotency";
import { addManualRun, getSchedule, getScheduleRun } from "@/lib/schedules/schedules.repository";
import { idParamsSchema } from "../../../id-params";

/** POST → 202 the run, also of a paused schedule; the same `Idempotency-Key` answers the same run. 404 unknown. */
export const POST = apiRoute(
  { summary: "Run a schedule now", scope: "jobs:write", params: idParamsSchema, answers: { 202: scheduleRunSchema } },
  async ({ request, deps, principal, params }) => {
    await getSchedule(deps.db, params.id);
    const asked = idempotencyOf(request, principal, null);
    const runId = await addManualRun(deps.db, params.id, { key: asked ? `${asked.owner} ${asked.key}` : null });
    await startPending(deps.db, runId);
    return Response.json(await getScheduleRun(deps.db, runId), { status: 202 });
  },
);
