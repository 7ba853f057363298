import { z } from "zod";
import { queueSettings } from "@/inngest/queues";
import { queueListSchema, queueWindowSchema } from "@/lib/contracts/queues";
import { apiRoute } from "@/lib/http/api-route";
import { describeQueues, spanOf } from "@/lib/queues/describe-queues";
import { queueStats } from "@/lib/queues/queues.repository";

/** GET → every queue: depths now, and rates and durations over the window. */
export const GET = apiRoute(
  {
    summary: "Every queue: what waits and runs, how fast, and over time",
    scope: "jobs:read",
    query: z.strictObject({ window: queueWindowSchema.default("1h") }),
    answers: { 200: queueListSchema },
  },
  async ({ deps, query: { window } }) => {
    const nowMs = Date.now();
    const span = spanOf(window, nowMs);
    const items = describeQueues(await queueStats(deps.db, span), { settings: queueSettings(), window, nowMs });
    return Response.json({ window, slot_s: span.slotS, generated_at: new Date(nowMs).toISOString(), items });
  },
);
