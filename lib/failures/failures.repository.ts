import { z } from "zod";
import {
  type FailureDetail,
  type FailureGroup,
  failureDetailSchema,
  failureGroupSchema,
  failureItemSchema,
  failureRunSchema,
} from "@/lib/contracts/failures";
import type { JobKind, QueueName } from "@/lib/contracts/jobs";
import type { Db, Json, Tables } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { NotFoundError } from "@/lib/errors";
import type { ChunkRef } from "@/lib/jobs/chunks.repository";

export interface DeadLetter {
  runId: string;
  functionId: string;
  jobId: string | null;
  chunkId: string | null;
  reason: "failed" | "cancelled";
  error: { name: string; message: string; class: string; stack?: string | undefined };
  event: Json;
}

/** Keeps a run that will not be tried again, once a run. */
export async function addDeadLetter(db: Db, letter: DeadLetter): Promise<void> {
  const row = {
    run_id: letter.runId,
    function_id: letter.functionId,
    job_id: letter.jobId,
    chunk_id: letter.chunkId,
    reason: letter.reason,
    error: letter.error,
    event: letter.event,
  };
  await db.rpc("add_dead_letter", { letter: row as unknown as Json }).throwOnError();
}

const SCENES_SHOWN = 24;
/** Where a list ordered by last sight goes on: the instant and the fingerprint of its last group. */
const placeSchema = z.templateLiteral([z.iso.datetime({ offset: true }), "/", z.uuid()]);

/** Groups last seen first. @throws {InvalidInputError} the cursor is not ours. */
export async function listFailures(
  db: Db,
  { cursor, limit, ...filter }: { cursor?: string | undefined; limit: number } & Record<string, unknown>,
): Promise<{ items: FailureGroup[]; next_cursor: string | null }> {
  const [at, fingerprint] = decodeCursor(cursor, placeSchema)?.split("/") ?? [];
  const place = at && fingerprint ? { after_at: at, after_fingerprint: fingerprint } : null;
  const { data } = await db
    .rpc("list_failures", {
      filter: filter as Json,
      at_most: limit + 1,
      ...(place ?? { after_at: null as unknown as string, after_fingerprint: null as unknown as string }),
    })
    .throwOnError();
  const rows = data.map((row) => ({ ...row, id: `${row.last_seen_at}/${row.fingerprint}` }));
  return toPage(rows, limit, (row) => failureGroupSchema.parse(row));
}

/** One group with a page of its runs, newest first. @throws {NotFoundError} */
export async function getFailure(
  db: Db,
  fingerprint: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<FailureDetail> {
  const after = decodeCursor(cursor);
  const group = await findGroup(db, fingerprint);
  let letters = db.from("dead_letters").select("*").eq("fingerprint", fingerprint);
  if (after) letters = letters.lt("id", after);
  const [{ data: runs }, { data: scenes }] = await Promise.all([
    letters
      .order("id", { ascending: false })
      .limit(limit + 1)
      .throwOnError(),
    db
      .from("failure_scenes")
      .select("scenes(id, title)")
      .eq("fingerprint", fingerprint)
      .order("scene_id", { ascending: false })
      .limit(SCENES_SHOWN)
      .throwOnError(),
  ]);
  const page = toPage(runs, limit, (row) => failureRunSchema.parse(row));
  return failureDetailSchema.parse({
    ...group,
    sample_scenes: scenes.flatMap((row) => row.scenes ?? []),
    letters: page.items,
    next_cursor: page.next_cursor,
  });
}

/** Items of a group that stand as failed, in the order they were made. @throws {NotFoundError} */
export async function listFailureItems(
  db: Db,
  fingerprint: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const after = decodeCursor(cursor);
  await findGroup(db, fingerprint);
  let query = db
    .from("job_items")
    .select("id, job_id, item_key, scene_id, payload, error, tries, is_poison, discard_reason, finished_at")
    .eq("fingerprint", fingerprint);
  if (after) query = query.gt("id", after);
  const { data } = await query
    .order("id")
    .limit(limit + 1)
    .throwOnError();
  return toPage(data, limit, (row) => failureItemSchema.parse(row));
}

async function findGroup(db: Db, fingerprint: string): Promise<Tables<"failure_groups">> {
  const { data } = await db
    .from("failure_groups")
    .select("*")
    .eq("fingerprint", fingerprint)
    .maybeSingle()
    .throwOnError();
  if (!data) throw new NotFoundError(`There is no failure ${fingerprint}.`);
  return data;
}

export interface FailedItem {
  id: string;
  jobId: string;
  kind: JobKind;
  payload: Json;
  isPoison: boolean;
  tries: number;
  /** Its chunk has ended, so it can be opened again. */
  isSettled: boolean;
}

/** Which failures: by `ids` (of items or dead letters), `fingerprint`, or what their group is like. */
export type FailureChoice = Record<string, Json | undefined>;

/** Open failed items after an id, in order of id. */
export async function pickFailedItems(
  db: Db,
  { choice, after, limit }: { choice: FailureChoice; after: string | null; limit: number },
): Promise<FailedItem[]> {
  const { data } = await db
    .rpc("pick_failed_items", { filter: choice, after_id: after as unknown as string, at_most: limit })
    .throwOnError();
  return data.map((row) => ({
    id: row.id,
    jobId: row.job_id,
    kind: row.kind as JobKind,
    payload: row.payload,
    isPoison: row.is_poison,
    tries: row.tries,
    isSettled: row.is_settled,
  }));
}

/** Open dead letters that have no failed items, in order of id. */
export async function pickLetters(
  db: Db,
  { choice, after, limit }: { choice: FailureChoice; after: string | null; limit: number },
): Promise<{ id: string; jobId: string | null; isPlan: boolean; event: Json }[]> {
  const { data } = await db
    .rpc("pick_letters", { filter: choice, after_id: after as unknown as string, at_most: limit })
    .throwOnError();
  return data.map((row) => ({ id: row.id, jobId: row.job_id, isPlan: row.chunk_id === null, event: row.event }));
}

export interface OpenedChunk extends ChunkRef {
  jobId: string;
  kind: JobKind;
  queue: QueueName;
  priority: number;
  items: number;
}

/**
 * Opens failed items again, each once however many ask at once. Answers the chunks to send and the jobs to plan again.
 * `inputs` by job and `payloads` by item replace those of what was opened.
 */
export async function replayItems(
  db: Db,
  { itemIds, inputs, payloads }: { itemIds: string[]; inputs: Record<string, Json>; payloads: Record<string, Json> },
): Promise<{ chunks: OpenedChunk[]; jobIds: string[] }> {
  const { data } = await db.rpc("replay_items", { item_ids: itemIds, inputs, payloads }).throwOnError();
  const chunks: OpenedChunk[] = [];
  const jobIds: string[] = [];
  for (const row of data) {
    const { chunk_id: chunkId, attempt, items, priority } = row;
    if (!(chunkId as string | null)) jobIds.push(row.job_id);
    else {
      const job = { jobId: row.job_id, kind: row.kind as JobKind, queue: row.queue as QueueName };
      chunks.push({ ...job, chunkId, attempt, items, priority });
    }
  }
  return { chunks, jobIds };
}

/** Queues the job of a planner's dead letter again; true to the one caller who did. */
export async function replayPlan(db: Db, letterId: string, input: Json | null): Promise<boolean> {
  const { data } = await db
    .rpc("replay_plan", { letter_id: letterId, ...(input === null ? {} : { new_input: input }) })
    .throwOnError();
  return data;
}

/** Marks the dead letter as replayed; true to the one caller who did. */
export async function closeLetter(db: Db, letterId: string): Promise<boolean> {
  const { data } = await db.rpc("close_letter_once", { letter_id: letterId }).throwOnError();
  return data;
}

/** Answers how many were open and are discarded now. */
export async function discardFailures(
  db: Db,
  { itemIds, letterIds, reason }: { itemIds: string[]; letterIds: string[]; reason: string },
): Promise<number> {
  const { data } = await db
    .rpc("discard_failures", { item_ids: itemIds, letter_ids: letterIds, why: reason })
    .throwOnError();
  return data;
}

/** Counts that an item took its worker down; answers how often it has failed of its own making. */
export async function countCrash(db: Db, itemId: string): Promise<number> {
  const { data } = await db.rpc("count_crash", { target_item_id: itemId }).throwOnError();
  return data;
}

/** Splits a chunk that failed as a whole; answers the halves to send, none when one item or no item is to blame. */
export async function splitChunk(db: Db, { chunkId, attempt }: ChunkRef): Promise<Omit<OpenedChunk, "items">[]> {
  const { data } = await db.rpc("split_chunk", { target_chunk_id: chunkId, chunk_attempt: attempt }).throwOnError();
  return data.map((row) => ({
    jobId: row.job_id,
    kind: row.kind as JobKind,
    queue: row.queue as QueueName,
    priority: row.priority,
    chunkId: row.chunk_id,
    attempt: row.attempt,
  }));
}

/** Inputs of jobs by id. */
export async function inputsOf(db: Db, jobIds: string[]): Promise<Map<string, { kind: JobKind; input: Json }>> {
  const found = new Map<string, { kind: JobKind; input: Json }>();
  const IDS_AT_ONCE = 100; // they travel in the address
  for (let start = 0; start < jobIds.length; start += IDS_AT_ONCE) {
    const ids = jobIds.slice(start, start + IDS_AT_ONCE);
    const { data } = await db.from("jobs").select("id, kind, input").in("id", ids).throwOnError();
    for (const { id, kind, input } of data) found.set(id, { kind: kind as JobKind, input });
  }
  return found;
}
