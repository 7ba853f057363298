import { jobReportSchema } from "@/lib/contracts/job-control";
import { apiRoute } from "@/lib/http/api-route";
import { getJobReport } from "@/lib/jobs/report.repository";
import { idParamsSchema } from "../../../id-params";

/** GET → what came of a job and what it took. 404 unknown job. */
export const GET = apiRoute(
  {
    summary: "Yield and cost of a job",
    scope: "jobs:read",
    params: idParamsSchema,
    answers: { 200: jobReportSchema },
  },
  async ({ deps, params }) => Response.json(await getJobReport(deps.db, params.id)),
);
