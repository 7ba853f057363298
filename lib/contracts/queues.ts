import { z } from "zod";
import { timestampSchema } from "./common.ts";
import { queueNameSchema } from "./jobs.ts";

export const QUEUE_WINDOWS = ["15m", "1h", "24h"] as const;
export const queueWindowSchema = z.enum(QUEUE_WINDOWS);
export type QueueWindow = z.infer<typeof queueWindowSchema>;

/** Milliseconds over the chunks of the window, right to 9 %; null where there were none. */
const percentilesSchema = z.object({
  count: z.int().nonnegative(),
  p50_ms: z.number().nullable(),
  p95_ms: z.number().nullable(),
});

const purgedSchema = z.object({
  /** Chunks that waited and were cancelled. */
  chunks: z.int(),
  /** Items of those chunks. */
  items: z.int(),
  /** Jobs nobody had begun to plan. */
  jobs: z.int(),
});

export const queueSchema = z.object({
  name: queueNameSchema,
  /** Other names paths may call it by. */
  aliases: z.array(z.string()),
  /** Steps in flight at once, over all app instances. */
  limit: z.int(),
  limit_from: z.enum(["inngest/queues.ts", "MODOMO_QUEUE_LIMITS"]),
  priority: z.int(),
  retries: z.int(),
  paused: z.boolean(),
  purged_at: timestampSchema.nullable(),
  last_purge: purgedSchema.nullable(),
  /** Chunks: what waits, what runs. */
  queued: z.int(),
  running: z.int(),
  /** Jobs of the queue nobody has begun to plan; at most 1000 are counted. */
  jobs_waiting: z.int(),
  oldest_wait_s: z.number().nullable(),
  /** Chunks a minute over the last five: that came in, that were started, that were finished. */
  rate_per_min: z.object({ in: z.number(), started: z.number(), finished: z.number() }),
  /** Until the queue is empty at these rates; 0 when it is, null when it does not get shorter. */
  drain_s: z.number().nullable(),
  wait: percentilesSchema,
  run: percentilesSchema,
  /** Oldest first; depths are those at the end of each slot, `in` and `finished` what moved within it. */
  series: z.array(z.object({ at: timestampSchema, queued: z.int(), running: z.int(), in: z.int(), finished: z.int() })),
});
export type Queue = z.infer<typeof queueSchema>;

/** `GET /api/queues`. */
export const queueListSchema = z.object({
  window: queueWindowSchema,
  slot_s: z.int(),
  generated_at: timestampSchema,
  items: z.array(queueSchema),
});
export type QueueList = z.infer<typeof queueListSchema>;

/** `PATCH /api/queues/{name}`. */
export const queuePatchSchema = z.strictObject({ paused: z.boolean() });
export const queuePatchedSchema = z.object({ name: queueNameSchema, paused: z.boolean() });

/** `POST /api/queues/{name}/purge`: exactly what the call cancelled. */
export const queuePurgeSchema = purgedSchema.extend({ queue: queueNameSchema, purged_at: timestampSchema });
export type QueuePurge = z.infer<typeof queuePurgeSchema>;

/** `GET /api/queues/routing`: which event runs which function, on which queue, and what does the work. */
export const queueRoutingSchema = z.object({
  routes: z.array(
    z.object({
      /** Name of an event, or `cron <expression>`. */
      trigger: z.string(),
      /** Which of these events, where not all. */
      condition: z.string().nullable(),
      function: z.string(),
      /** Null for functions that run beside the queues. */
      queue: queueNameSchema.nullable(),
      worker: z.enum(["app", "gpu-worker"]),
    }),
  ),
});
export type QueueRouting = z.infer<typeof queueRoutingSchema>;
