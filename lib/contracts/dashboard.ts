import { z } from "zod";
import { timestampSchema } from "./common.ts";
import { jobSchema, queueNameSchema } from "./jobs.ts";

const labelCountSchema = z.object({ label: z.string(), count: z.int().nonnegative() });

/** `GET /api/dashboard`: the overview in one answer, from maintained counters (never a full count). */
export const dashboardSchema = z.object({
  counts: z.object({
    scenes: z.int(),
    objects: z.int(),
    masks: z.int(),
    palettes: z.int(),
    embeddings: z.int(),
    classified: z.int(),
    /** Job items that ended failed, over all jobs. */
    failed: z.int(),
  }),
  image_types: z.array(labelCountSchema),
  room_types: z.array(labelCountSchema),
  /** Most frequent first, at most 12. */
  categories: z.array(labelCountSchema),
  /** What came of collected candidates: new scenes, duplicates or already known, failed. */
  yield: z.object({ found: z.int(), ingested: z.int(), duplicate: z.int(), failed: z.int() }),
  jobs: z.record(z.string(), z.int()),
  active_jobs: z.array(jobSchema),
  recent_jobs: z.array(jobSchema),
  queues: z.array(
    z.object({ name: queueNameSchema, limit: z.int(), queued: z.int(), running: z.int(), paused: z.boolean() }),
  ),
  generated_at: timestampSchema,
});
export type Dashboard = z.infer<typeof dashboardSchema>;

/** `GET /api/session`. */
export const sessionSchema = z.object({ email: z.string(), role: z.enum(["viewer", "reviewer", "operator", "admin"]) });
export type Session = z.infer<typeof sessionSchema>;

/** `GET /api/ready`: each dependency by name; what is wrong with it is told to those who may see jobs. */
export const readySchema = z.object({
  ready: z.boolean(),
  dependencies: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string().optional() })),
});
