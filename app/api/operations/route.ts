import { operationsSchema } from "@/lib/contracts/workers";
import { apiRoute } from "@/lib/http/api-route";
import { operationsGlance } from "@/lib/workers/workers.repository";

/** GET → what waits, who works, what failed and what rings, in a few numbers. */
export const GET = apiRoute(
  { summary: "Operations at a glance", scope: "jobs:read", answers: { 200: operationsSchema } },
  async ({ deps }) => Response.json(await operationsGlance(deps.db, Date.now())),
);
