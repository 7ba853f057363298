import { jobStartedSchema } from "@/lib/contracts/jobs";
import { colorsRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { startWork } from "../../start-work";

/** POST → 202: palettes for the objects of scenes that have none yet, at most `limit` scenes. */
export const POST = apiRoute(
  {
    summary: "Make the palettes of outlined objects",
    scope: "jobs:write",
    body: colorsRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  (context) => {
    const { priority, ...input } = context.body;
    return startWork(context, { kind: "colors", priority, input });
  },
);
