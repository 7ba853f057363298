import { pageQuerySchema } from "@/lib/contracts/failures";
import { newScheduleSchema, schedulePageSchema, scheduleSchema } from "@/lib/contracts/schedules";
import { apiRoute } from "@/lib/http/api-route";
import { addSchedule, listSchedules } from "@/lib/schedules/schedules.repository";

/** GET → schedules, newest first, the built-in ones last. */
export const GET = apiRoute(
  {
    summary: "Schedules with their next times",
    scope: "jobs:read",
    query: pageQuerySchema,
    answers: { 200: schedulePageSchema },
  },
  async ({ deps, query }) => Response.json(await listSchedules(deps.db, query)),
);

/** POST → 201 a schedule. 409 the name is taken; 422 names the field, also of the kind's input. */
export const POST = apiRoute(
  { summary: "Make a schedule", scope: "jobs:write", body: newScheduleSchema, answers: { 201: scheduleSchema } },
  async ({ deps, body, principal }) => {
    const createdBy = principal?.kind === "person" ? principal.id : undefined;
    const schedule = await addSchedule(deps.db, body, { createdBy });
    return Response.json(schedule, { status: 201, headers: { location: `/api/schedules/${schedule.id}` } });
  },
);
