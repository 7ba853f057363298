import { jobStartedSchema } from "@/lib/contracts/jobs";
import { scrapeRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { parseSourceOptions } from "@/lib/sources/source-options";
import { requireEnabled } from "@/lib/sources/source-state";
import { getSource } from "@/lib/sources/sources";
import { startWork } from "../../start-work";

/** POST → 202 a scrape job. 422 names the field: an unknown source, an option it does not have. 403 it is off, and why. */
export const POST = apiRoute(
  {
    summary: "Collect scenes from a source",
    scope: "jobs:write",
    body: scrapeRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  async (context) => {
    const { db, env } = context.deps;
    const { priority, ...body } = context.body;
    const source = body.source ?? env.MODOMO_DEFAULT_SOURCE;
    const adapter = getSource(source, env);
    adapter.seeds(parseSourceOptions(adapter, { roomTypes: body.room_types, options: body.options }));
    await requireEnabled(db, adapter);
    return startWork(context, { kind: "scrape", priority, input: { ...body, source } });
  },
);
