import { z } from "zod";
import { WORKER_ACTIONS, workerStatusSchema } from "@/lib/contracts/analyze";
import type { Worker } from "@/lib/contracts/workers";
import type { Tables } from "@/lib/db/client";

/** Three beats missed. With what it takes to look, nobody sees a dead worker as alive for a minute. */
export const LOST_AFTER_MS = 45_000;

/** What an app instance tells of itself with every beat. */
export const appDetailsSchema = z.object({
  name: z.string(),
  pid: z.int(),
  memory_mb: z.number(),
  cpu_percent: z.number().nullable(),
  event_loop_delay_ms: z.number(),
  busy: z.int(),
  done: z.int(),
  failed: z.int(),
});
export type AppDetails = z.infer<typeof appDetailsSchema>;

export type WorkerRow = Tables<"workers">;

/** A worker as people see it: whether it is lost depends on when one looks. */
export function describeWorker(row: WorkerRow, nowMs: number): Worker {
  const seen = row.kind === "app" ? describeApp(row) : describeGpuWorker(row);
  const isSilent = seen.last_seen_at === null || nowMs - Date.parse(seen.last_seen_at) >= LOST_AFTER_MS;
  const state = row.state === "down" ? "down" : isSilent ? "lost" : (row.state as "up" | "draining");
  return { ...seen, state, actions: actionsOf(row.kind, state) };
}

type Seen = Omit<Worker, "state" | "actions">;

const UNKNOWN = {
  pid: null,
  device: null,
  models: [],
  memory_mb: null,
  cpu_percent: null,
  event_loop_delay_ms: null,
  busy: 0,
  done: 0,
  failed: 0,
  recycles: null,
};

function describeApp(row: WorkerRow): Seen {
  const details = appDetailsSchema.safeParse(row.details).data;
  return { ...UNKNOWN, ...idOf(row), name: row.id, ...details, last_seen_at: row.last_seen_at };
}

function describeGpuWorker(row: WorkerRow): Seen {
  const parsed = workerStatusSchema.safeParse(row.details);
  if (!parsed.success) return { ...UNKNOWN, ...idOf(row), name: row.url ?? row.id, last_seen_at: null };
  const { name, device, models, busy, images_done, images_failed, rss_mb, cpu_percent, recycles } = parsed.data;
  const did = { busy, done: images_done, failed: images_failed, recycles };
  const known = { name, device, models, memory_mb: rss_mb, cpu_percent, ...did };
  return { ...UNKNOWN, ...idOf(row), ...known, last_seen_at: row.last_seen_at };
}

const idOf = ({ id, kind, url, version, started_at }: WorkerRow) => ({
  id,
  kind: kind as Worker["kind"], // checked by the table
  url,
  version,
  started_at,
});

function actionsOf(kind: string, state: Worker["state"]): Worker["actions"] {
  if (kind === "app" || state === "lost" || state === "down") return [];
  return WORKER_ACTIONS.filter((action) => action !== (state === "draining" ? "drain" : "resume"));
}
