import { pageQuerySchema } from "@/lib/contracts/failures";
import { scheduleRunPageSchema } from "@/lib/contracts/schedules";
import { apiRoute } from "@/lib/http/api-route";
import { listScheduleRuns } from "@/lib/schedules/schedules.repository";
import { idParamsSchema } from "../../../id-params";

/** GET → what came of each time it was due, newest first. 404 unknown. */
export const GET = apiRoute(
  {
    summary: "History of a schedule, newest first",
    scope: "jobs:read",
    params: idParamsSchema,
    query: pageQuerySchema,
    answers: { 200: scheduleRunPageSchema },
  },
  async ({ deps, params, query }) => Response.json(await listScheduleRuns(deps.db, params.id, query)),
);
