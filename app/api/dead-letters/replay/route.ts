import { sendReplayed } from "@/inngest/start-job";
import { replayRequestSchema, replayResultSchema } from "@/lib/contracts/failures";
import { replayFailures } from "@/lib/failures/replay-failures";
import { apiRoute } from "@/lib/http/api-route";

/** POST → what runs again, or would. 422 names what of the patch does not fit. */
export const POST = apiRoute(
  {
    summary: "Run failures again from the stage that failed, patched or as they were",
    scope: "jobs:write",
    body: replayRequestSchema,
    answers: { 200: replayResultSchema },
  },
  async ({ deps, body }) => {
    const { result, toSend } = await replayFailures(deps.db, body, { poisonTries: deps.env.MODOMO_POISON_TRIES });
    await sendReplayed(deps.db, toSend);
    return Response.json(result);
  },
);
