import { jobStartedSchema } from "@/lib/contracts/jobs";
import { colorsObjectRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { getSceneOfObject } from "@/lib/objects/objects.repository";
import { startWork } from "../../../start-work";

/** POST → 202: the palette of one object, made anew. 404 unknown object. */
export const POST = apiRoute(
  {
    summary: "Make the palette of one object anew",
    scope: "jobs:write",
    body: colorsObjectRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  async (context) => {
    const { object_id, priority } = context.body;
    await getSceneOfObject(context.deps.db, object_id);
    return startWork(context, { kind: "colors", priority: priority ?? 7, input: { object_id } });
  },
);
