import { apiRoute } from "@/lib/http/api-route";
import { getJobDetail } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../id-params";

/** GET → the job with its chain. 404 unknown. */
export const GET = apiRoute({ scope: "jobs:read", params: idParamsSchema }, async ({ deps, params }) =>
  Response.json(await getJobDetail(deps.db, params.id)),
);
