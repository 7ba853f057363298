import { jobStartedSchema } from "@/lib/contracts/jobs";
import { detectBatchRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { startWork } from "../../start-work";

/** POST → 202: many scenes through the detector, by id or by filter. */
export const POST = apiRoute(
  {
    summary: "Detect the objects of many scenes",
    scope: "jobs:write",
    body: detectBatchRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  (context) => {
    const { priority, ...input } = context.body;
    return startWork(context, { kind: "detect", priority, input });
  },
);
