import { startPending } from "@/inngest/start-job";
import { scheduleRunSchema } from "@/lib/contracts/schedules";
import { apiRoute } from "@/lib/http/api-route";
import { addManualRun, getSchedule, getScheduleRun } from "@/lib/schedules/schedules.repository";
import { idParamsSchema } from "../../../id-params";

/** POST → 202 the run, also of a paused schedule. 404 unknown. */
export const POST = apiRoute(
  { summary: "Run a schedule now", scope: "jobs:write", params: idParamsSchema, answers: { 202: scheduleRunSchema } },
  async ({ deps, params }) => {
    await getSchedule(deps.db, params.id);
    const runId = await addManualRun(deps.db, params.id);
    await startPending(deps.db, runId);
    return Response.json(await getScheduleRun(deps.db, runId), { status: 202 });
  },
);
