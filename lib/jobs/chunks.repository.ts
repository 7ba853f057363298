import type { JobKind, QueueName } from "@/lib/contracts/jobs";
import type { Db, Json } from "@/lib/db/client";
import { NotFoundError } from "@/lib/errors";

/** A chunk whose event is to be sent; `attempt` makes the event's id new for a wanted repeat. */
export interface ChunkRef {
  chunkId: string;
  attempt: number;
}

export interface NewItem {
  item_key: string;
  scene_id?: string;
  payload?: Record<string, Json>;
}

export interface ChunkItem {
  id: string;
  itemKey: string;
  sceneId: string | null;
  payload: Json;
}

export interface Outcome {
  item_id: string;
  status: "completed" | "failed" | "skipped" | "cancelled";
  scene_id?: string;
  error?: { code: string; message: string };
  note?: string;
}

export type ClaimVerdict = "claimed" | "cancelled" | "purged" | "paused" | "taken";

/** Adds a chunk to a job, once a `key`. Null when the job has all the items already, or takes no more. */
export async function addChunk(
  db: Db,
  { jobId, key, queue, items }: { jobId: string; key: string; queue: QueueName; items: NewItem[] },
): Promise<ChunkRef | null> {
  const { data } = await db
    .rpc("add_chunk", { target_job_id: jobId, chunk_key: key, chunk_queue: queue, items: items as unknown as Json })
    .maybeSingle()
    .throwOnError();
  return data ? { chunkId: data.chunk_id, attempt: data.attempt } : null;
}

/** The job that takes up what comes out of `parentId`; null when that was cancelled. */
export async function ensureChildJob(
  db: Db,
  { parentId, kind, queue }: { parentId: string; kind: JobKind; queue: QueueName },
): Promise<string | null> {
  const { data } = await db
    .rpc("ensure_child_job", { parent_id: parentId, child_kind: kind, child_queue: queue })
    .throwOnError();
  return data;
}

export async function claimChunk(
  db: Db,
  { chunkId, runId, attempt }: { chunkId: string; runId: string; attempt: number },
): Promise<ClaimVerdict> {
  const { data } = await db
    .rpc("claim_chunk", { target_chunk_id: chunkId, claiming_run_id: runId, chunk_attempt: attempt })
    .throwOnError();
  return data as ClaimVerdict;
}

/**
 * Writes down that a run begins the items of its chunk; answers how often that was begun before without an end, null when the
 * chunk is another run's by now. Of a chunk begun before nothing is written unless `isAlone`.
 */
export async function beginWork(
  db: Db,
  { chunkId, runId, isAlone }: { chunkId: string; runId: string; isAlone: boolean },
): Promise<number | null> {
  const { data } = await db
    .rpc("begin_work", { target_chunk_id: chunkId, working_run_id: runId, is_alone: isAlone })
    .throwOnError();
  return data;
}

/** The work failed in an ordinary way: its process lives. */
export async function failWork(db: Db, chunkId: string): Promise<void> {
  await db.rpc("fail_work", { target_chunk_id: chunkId }).throwOnError();
}

/** @throws {NotFoundError} */
export async function getChunk(db: Db, chunkId: string): Promise<{ jobId: string; attempt: number }> {
  const { data } = await db.from("job_chunks").select("job_id, attempt").eq("id", chunkId).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no chunk ${chunkId}.`);
  return { jobId: data.job_id, attempt: data.attempt };
}

/** Items of a chunk that have not ended, in the order they were made; at most 1000 (a chunk holds no more). */
export async function openItems(db: Db, chunkId: string): Promise<ChunkItem[]> {
  const query = db
    .from("job_items")
    .select("id, item_key, scene_id, payload")
    .eq("chunk_id", chunkId)
    .eq("status", "queued");
  const { data } = await query.order("id").limit(1000).throwOnError();
  return data.map((row) => ({ id: row.id, itemKey: row.item_key, sceneId: row.scene_id, payload: row.payload }));
}

/** Ends items once each. True to the one chunk whose items ended the job, whenever it asks. */
export async function recordOutcomes(db: Db, chunkId: string, outcomes: Outcome[]): Promise<boolean> {
  const { data } = await db
    .rpc("record_outcomes", { target_chunk_id: chunkId, outcomes: outcomes as unknown as Json })
    .throwOnError();
  return data;
}

/** Ends every open item of a chunk alike; answers as `recordOutcomes` does. */
export async function endChunk(
  db: Db,
  {
    chunkId,
    status,
    error,
  }: { chunkId: string; status: "failed" | "cancelled"; error?: { code: string; message: string } },
): Promise<boolean> {
  const { data } = await db
    .rpc("end_chunk", { target_chunk_id: chunkId, item_status: status, ...(error ? { item_error: error } : {}) })
    .throwOnError();
  return data;
}

/** Opens the failed and cancelled items of an ended job again; answers the chunks to send. @throws PT404, PT409 */
export async function retryJob(db: Db, jobId: string): Promise<ChunkRef[]> {
  const { data } = await db.rpc("retry_job", { target_job_id: jobId }).throwOnError();
  return data.map((row) => ({ chunkId: row.chunk_id, attempt: row.attempt }));
}

/** Chunks whose event or run seems lost, put back in the queue under their next attempt number. Instants are ISO 8601. */
export async function sweepChunks(
  db: Db,
  { queuedBefore, runningBefore, limit }: { queuedBefore: string; runningBefore: string; limit: number },
): Promise<{ kind: JobKind; chunk: ChunkRef & { jobId: string; queue: QueueName; priority: number } }[]> {
  const { data } = await db
    .rpc("sweep_chunks", { queued_before: queuedBefore, running_before: runningBefore, at_most: limit })
    .throwOnError();
  return data.map((row) => ({
    kind: row.kind as JobKind,
    chunk: {
      chunkId: row.chunk_id,
      attempt: row.attempt,
      jobId: row.job_id,
      queue: row.queue as QueueName,
      priority: row.priority,
    },
  }));
}
