import { changeScheduleSchema, scheduleSchema } from "@/lib/contracts/schedules";
import { apiRoute } from "@/lib/http/api-route";
import { changeSchedule, getSchedule, removeSchedule } from "@/lib/schedules/schedules.repository";
import { idParamsSchema } from "../../id-params";

/** GET → one schedule. 404 unknown. */
export const GET = apiRoute(
  { summary: "One schedule", scope: "jobs:read", params: idParamsSchema, answers: { 200: scheduleSchema } },
  async ({ deps, params }) => Response.json(await getSchedule(deps.db, params.id)),
);

/** PATCH → the schedule as it is now. 404 unknown, 409 the name is taken or the kind fixed, 422 names the field. */
export const PATCH = apiRoute(
  {
    summary: "Change a schedule, or pause it (`enabled: false`)",
    scope: "jobs:write",
    params: idParamsSchema,
    body: changeScheduleSchema,
    answers: { 200: scheduleSchema },
  },
  async ({ deps, params, body }) => Response.json(await changeSchedule(deps.db, params.id, body)),
);

/** DELETE → 204. 404 unknown, 409 built in. */
export const DELETE = apiRoute(
  { summary: "Remove a schedule and its history", scope: "jobs:write", params: idParamsSchema, answers: { 204: null } },
  async ({ deps, params }) => {
    await removeSchedule(deps.db, params.id);
    return new Response(null, { status: 204 });
  },
);
