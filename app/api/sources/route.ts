import { sourcesSchema } from "@/lib/contracts/sources";
import { apiRoute } from "@/lib/http/api-route";
import { describeSources } from "@/lib/sources/source-state";

/** GET → where collection can start: terms, what can be asked for, and why a source is off. */
export const GET = apiRoute(
  { summary: "Where collection can start", scope: "jobs:read", answers: { 200: sourcesSchema } },
  async ({ deps: { db, env } }) => Response.json({ items: await describeSources(db, env) }),
);
