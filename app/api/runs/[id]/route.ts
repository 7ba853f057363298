import { z } from "zod";
import { runDetailSchema } from "@/lib/contracts/job-control";
import { apiRoute } from "@/lib/http/api-route";
import { getRun } from "@/lib/jobs/runs.repository";

/** Run ids are the engine's: a ULID, or whatever another Inngest server makes. */
const runParamsSchema = z.object({ id: z.string().regex(/^[\w-]{8,100}$/, { error: "is not the id of a run" }) });

/** GET → a run with its steps and attempts, their errors, inputs and outputs as kept. 404 unknown. */
export const GET = apiRoute(
  {
    summary: "A function run with its steps, inputs and outputs",
    scope: "jobs:read",
    params: runParamsSchema,
    answers: { 200: runDetailSchema },
  },
  async ({ deps, params }) => Response.json(await getRun(deps.db, params.id)),
);
