import { rerunRequestSchema } from "@/lib/contracts/job-control";
import { jobStartedSchema } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { findRerunSource } from "@/lib/jobs/rerun.repository";
import { idParamsSchema } from "../../../id-params";
import { startWork } from "../../../start-work";

/** POST → 202: a new job of that stage over the same scenes, and the stages after it. 404 unknown, 409 no scene to run again. */
export const POST = apiRoute(
  {
    summary: "Run a stage again over the same scenes",
    scope: "jobs:write",
    params: idParamsSchema,
    body: rerunRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  async ({ params, body: { from, only, priority }, ...context }) => {
    const source = await findRerunSource(context.deps.db, params.id, { from, only });
    // Without `force` labels the current rules gave would be left as they are.
    const input = { rerun_of: source, only, pipeline: true, ...(from === "classify" ? { force: true } : {}) };
    return startWork(context, { kind: from, input, priority });
  },
);
