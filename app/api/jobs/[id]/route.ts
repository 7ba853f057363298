import { jobDetailSchema } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { getJobDetail } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../id-params";

/** GET → the job with its chain. 404 unknown. */
export const GET = apiRoute(
  { summary: "A job and its chain", scope: "jobs:read", params: idParamsSchema, answers: { 200: jobDetailSchema } },
  async ({ deps, params }) => Response.json(await getJobDetail(deps.db, params.id)),
);
