import { jobStartedSchema } from "@/lib/contracts/jobs";
import { reclassifyRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { startWork } from "../../start-work";

/** POST → 202: labels for at most `limit` scenes; with `force` also for those that have them. */
export const POST = apiRoute(
  {
    summary: "Label scenes, or label them anew",
    scope: "jobs:write",
    body: reclassifyRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  (context) => {
    const { priority, ...input } = context.body;
    return startWork(context, { kind: "classify", priority, input });
  },
);
