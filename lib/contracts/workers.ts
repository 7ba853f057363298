import { z } from "zod";
import { modelRefSchema, WORKER_ACTIONS } from "./analyze.ts";
import { timestampSchema } from "./common.ts";

export const WORKER_STATES = ["up", "draining", "lost", "down"] as const;

export const workerSchema = z.object({
  id: z.string(),
  kind: z.enum(["app", "gpu-worker"]),
  name: z.string(),
  url: z.string().nullable(),
  /** `lost` has been silent for 45 s; `down` said that it ends. */
  state: z.enum(WORKER_STATES),
  version: z.string(),
  pid: z.int().nullable(),
  device: z.string().nullable(),
  models: z.array(modelRefSchema.extend({ task: z.string(), licence: z.string(), state: z.string() })),
  memory_mb: z.number().nullable(),
  /** Of one core, since it was last looked at. */
  cpu_percent: z.number().nullable(),
  /** The longest of a hundred waits for its event loop; of app instances. */
  event_loop_delay_ms: z.number().nullable(),
  /** Images of a gpu-worker, calls of the Inngest server to an app instance: being done, done, failed. */
  busy: z.int(),
  done: z.int(),
  failed: z.int(),
  /** How often its inference process was replaced; of gpu-workers. */
  recycles: z.int().nullable(),
  started_at: timestampSchema.nullable(),
  /** Null of a gpu-worker that has never answered. */
  last_seen_at: timestampSchema.nullable(),
  /** What it can be told. */
  actions: z.array(z.enum(WORKER_ACTIONS)),
});
export type Worker = z.infer<typeof workerSchema>;

/** `GET /api/workers`: gpu-workers first, then app instances, each by name. */
export const workerListSchema = z.object({ generated_at: timestampSchema, items: z.array(workerSchema) });

/** `GET /api/operations`: what an operator wants to see first. Failures and alerts are counted up to 1000. */
export const operationsSchema = z.object({
  queues: z.object({ queued: z.int(), running: z.int(), paused: z.array(z.string()) }),
  workers: z.object({ up: z.int(), draining: z.int(), lost: z.int() }),
  failures: z.int(),
  alerts: z.int(),
});
export type Operations = z.infer<typeof operationsSchema>;
