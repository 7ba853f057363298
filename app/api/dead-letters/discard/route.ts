import { discardRequestSchema, discardResultSchema } from "@/lib/contracts/failures";
import { discardChosen } from "@/lib/failures/replay-failures";
import { apiRoute } from "@/lib/http/api-route";

/** POST → how many were left alone for good, with the reason. */
export const POST = apiRoute(
  {
    summary: "Leave failures alone for good, saying why",
    scope: "jobs:write",
    body: discardRequestSchema,
    answers: { 200: discardResultSchema },
  },
  async ({ deps, body: { reason, ...choice } }) => Response.json(await discardChosen(deps.db, choice, reason)),
);
