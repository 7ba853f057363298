import { z } from "zod";
import type { Db } from "@/lib/db/client";

const figuresSchema = z.object({
  counters: z.array(z.object({ name: z.string(), key: z.string(), value: z.number() })),
  queues: z.array(
    z.object({
      name: z.string(),
      paused: z.boolean(),
      queued: z.number(),
      running: z.number(),
      /** Null where nothing waits. */
      oldest_wait_s: z.number().nullable(),
    }),
  ),
  live_jobs: z.array(z.object({ kind: z.string(), status: z.string(), jobs: z.number() })),
  runs: z.array(z.object({ function_id: z.string(), event: z.string(), value: z.number() })),
  durations: z.array(
    z.object({
      function_id: z.string(),
      /** Upper edge of the bucket in seconds; the runs of narrower buckets are not in it. */
      le: z.string().transform((text) => (text === "Infinity" ? Number.POSITIVE_INFINITY : Number(text))),
      runs: z.number(),
      total_ms: z.number(),
    }),
  ),
  waits: z.array(z.object({ function_id: z.string(), wait_ms: z.number() })),
  workers: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      /** As the worker says it; a number where it says it. */
      busy: z.string().nullable(),
      silent_s: z.number(),
    }),
  ),
  dead_letters_open: z.number(),
  alerts_open: z.record(z.string(), z.number()),
});
export type Figures = z.infer<typeof figuresSchema>;

/** What the whole installation looks like now, in one round trip and without a full count. */
export async function readFigures(db: Db): Promise<Figures> {
  const { data } = await db.rpc("signal_figures").throwOnError();
  return figuresSchema.parse(data);
}
