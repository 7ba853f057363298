import { z } from "zod";
import { type Job, QUEUE_NAMES, type QueueName, queueNameSchema } from "@/lib/contracts/jobs";
import type { Db } from "@/lib/db/client";
import { NotFoundError } from "@/lib/errors";

const CHUNKS_A_CALL = 200;

const measureSchema = z.enum(["entered", "left", "wait", "stopped", "run"]);
export type FlowMeasure = z.infer<typeof measureSchema>;

const statsSchema = z.object({
  queues: z.array(
    z.object({
      name: z.string(),
      is_paused: z.boolean(),
      purged_at: z.string().nullable(),
      queued: z.number(),
      running: z.number(),
      jobs_waiting: z.number(),
      oldest_queued_at: z.string().nullable(),
      last_purge: z.object({ chunks: z.int(), items: z.int(), jobs: z.int() }).nullable(),
    }),
  ),
  /** Queue, start of the slot in epoch seconds, measure, how many. */
  flow: z.array(z.tuple([z.string(), z.number(), measureSchema, z.number()])),
  /** Queue, measure, bucket, how many. */
  durations: z.array(z.tuple([z.string(), measureSchema, z.number(), z.number()])),
  /** Queue, measure, how many. */
  recent: z.array(z.tuple([z.string(), measureSchema, z.number()])),
});
export type QueueStats = z.infer<typeof statsSchema>;

/** Depths, flow and durations of every queue in one round trip. Instants are epoch milliseconds. */
export async function queueStats(
  db: Db,
  { sinceMs, slotS, recentSinceMs }: { sinceMs: number; slotS: number; recentSinceMs: number },
): Promise<QueueStats> {
  const [since, recent_since] = [sinceMs, recentSinceMs].map((ms) => new Date(ms).toISOString()) as [string, string];
  const { data } = await db.rpc("queue_stats", { since, slot_s: slotS, recent_since }).throwOnError();
  return statsSchema.parse(data);
}

/** The queue a path names, by its name or an old one. @throws {NotFoundError} */
export function queueNamed(name: string): QueueName {
  const parsed = queueNameSchema.safeParse(name === "celery" ? "default" : name);
  if (parsed.success) return parsed.data;
  throw new NotFoundError(`There is no queue ${name}; the queues are ${QUEUE_NAMES.join(", ")}.`);
}

export async function setPaused(db: Db, queue: QueueName, isPaused: boolean): Promise<void> {
  const change = { is_paused: isPaused, updated_at: new Date().toISOString() };
  await db.from("queue_state").update(change).eq("name", queue).throwOnError();
}

export async function isPaused(db: Db, queue: QueueName): Promise<boolean> {
  const { data } = await db.from("queue_state").select("is_paused").eq("name", queue).maybeSingle().throwOnError();
  return data?.is_paused ?? false;
}

export interface Purge {
  purgedAt: string;
  chunks: number;
  items: number;
  jobs: number;
  /** Jobs that ended with the purge, to be announced by `cause`. */
  ended: Pick<Job, "id" | "kind" | "status">[];
  /** Jobs that were cancelled before anybody began them. */
  cancelled: string[];
  cause: string;
}

/**
 * Cancels what waits in the queue at this moment; what starts before its turn here runs on and is not counted. The mark for
 * chunks that come late is set last, so that no run takes a chunk away uncounted.
 */
export async function purgeQueue(db: Db, queue: QueueName): Promise<Purge> {
  const purgedAt = new Date().toISOString();
  const cancelled = await purgeJobs(db, queue, purgedAt);
  const cause = `purge:${queue}:${purgedAt}`;
  const purge: Purge = { purgedAt, chunks: 0, items: 0, jobs: cancelled.length, ended: [], cancelled, cause };
  for (;;) {
    const args = { queue_name: queue, queued_before: purgedAt, at_most: CHUNKS_A_CALL };
    const { data } = await db.rpc("purge_chunks", args).single().throwOnError();
    if (data.looked === 0) break;
    purge.chunks += data.chunks;
    purge.items += data.items;
    purge.ended.push(...(await jobEnds(db, data.ended)));
  }
  const { chunks, items, jobs } = purge;
  const mark = { purged_at: purgedAt, last_purge: { chunks, items, jobs }, updated_at: new Date().toISOString() };
  await db.from("queue_state").update(mark).eq("name", queue).throwOnError();
  return purge;
}

async function jobEnds(db: Db, ids: string[]): Promise<Purge["ended"]> {
  if (ids.length === 0) return [];
  const { data } = await db.from("jobs").select("id, kind, status").in("id", ids).throwOnError();
  return data as Purge["ended"]; // both are checked by the table
}

async function purgeJobs(db: Db, queue: QueueName, createdBefore: string): Promise<string[]> {
  const cancelled: string[] = [];
  for (;;) {
    const args = { queue_name: queue, created_before: createdBefore, at_most: CHUNKS_A_CALL };
    const { data } = await db.rpc("purge_jobs", args).throwOnError();
    cancelled.push(...data);
    if (data.length < CHUNKS_A_CALL) return cancelled;
  }
}

/** Sums up what moved through the queues since it was last called. */
export async function foldQueueFlow(db: Db): Promise<void> {
  await db.rpc("fold_queue_flow").throwOnError();
}
