import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { QueueName } from "@/lib/contracts/jobs";
import type { Db } from "@/lib/db/client";
import { claimChunk, recordOutcomes, retryJob, sweepChunks } from "@/lib/jobs/chunks.repository";
import { cancelJob } from "@/lib/jobs/jobs.repository";
import { describeQueues, spanOf } from "@/lib/queues/describe-queues";
import { foldQueueFlow, queueStats } from "@/lib/queues/queues.repository";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { all, newChunk, newJob, workDb } from "../../support/work.ts";

const QUEUE: QueueName = "classification";
const SETTINGS = [{ name: QUEUE, limit: 2, limit_from: "inngest/queues.ts" as const, priority: 4, retries: 3 }];

let server: SharedSupabase;
let db: Db;
let sql: postgres.Sql;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
  sql = postgres(server.databaseUrl, { max: 1, onnotice: () => undefined });
});
afterAll(() => sql?.end());
beforeEach(() => server.reset());

async function look(window: "15m" | "1h" | "24h" = "15m") {
  const nowMs = Date.now();
  const [queue] = describeQueues(await queueStats(db, spanOf(window, nowMs)), { settings: SETTINGS, window, nowMs });
  if (!queue) throw new Error("no queue");
  return queue;
}

/** What a count of all chunks would say. */
async function counted() {
  const [row] = await sql<{ queued: number; running: number }[]>`
    select count(*) filter (where status = 'queued')::int as queued, count(*) filter (where status = 'running')::int as running
    from job_chunks where queue = ${QUEUE}`;
  return row;
}

const claim = (chunkId: string, attempt = 1) => claimChunk(db, { chunkId, runId: randomUUID(), attempt });

test("the depths agree with a count of the chunks through everything that can happen to one", async () => {
  const agree = async () => {
    const { queued, running } = await look();
    expect({ queued, running }).toEqual(await counted());
  };
  const jobId = await newJob(db);
  const chunks = [];
  for (let index = 0; index < 5; index += 1) chunks.push(await newChunk(db, jobId, [`a${index}`, `b${index}`]));
  await agree();
  const [first, second, third] = chunks;
  if (!first || !second || !third) throw new Error("no chunks");
  for (const { chunkId } of [first, second, third]) expect(await claim(chunkId)).toBe("claimed");
  await agree();
  await foldQueueFlow(db);
  await agree();
  await recordOutcomes(db, first.chunkId, all(first.items, "completed"));
  await recordOutcomes(db, second.chunkId, all(second.items, "failed"));
  await agree();
  const later = new Date(Date.now() + 60_000).toISOString();
  await sweepChunks(db, { queuedBefore: later, runningBefore: later, limit: 10 }); // the third goes back to the queue
  await agree();
  await cancelJob(db, jobId);
  await agree();
  await foldQueueFlow(db);
  await retryJob(db, jobId);
  await agree();
  await sql`delete from jobs where id = ${jobId}`;
  await agree();
  expect(await counted()).toEqual({ queued: 0, running: 0 });
  await foldQueueFlow(db);
  await agree();
});

test("ten writers and a fold at once lose no movement", async () => {
  const jobId = await newJob(db);
  const made = await Promise.all(Array.from({ length: 10 }, (_, index) => newChunk(db, jobId, [`item${index}`])));
  await Promise.all([...made.map(({ chunkId }) => claim(chunkId)), foldQueueFlow(db), foldQueueFlow(db)]);
  await Promise.all(made.slice(0, 6).map(({ chunkId, items }) => recordOutcomes(db, chunkId, all(items, "completed"))));
  const queue = await look();
  expect([queue.queued, queue.running]).toEqual([0, 4]);
  expect([queue.wait.count, queue.run.count]).toEqual([10, 6]);
});

test("a chunk whose event is sent again waits on; one that is put back waits anew", async () => {
  const jobId = await newJob(db);
  const { chunkId } = await newChunk(db, jobId, ["a"]);
  await sql`update job_chunks set queued_at = now() - interval '10 minutes', sent_at = now() - interval '10 minutes'`;
  const soon = new Date(Date.now() + 1000).toISOString();
  await sweepChunks(db, { queuedBefore: soon, runningBefore: soon, limit: 10 });
  expect((await look()).oldest_wait_s).toBeGreaterThan(590);
  expect(await claim(chunkId, 2)).toBe("claimed");
  expect((await look()).oldest_wait_s).toBeNull();
  await sweepChunks(db, { queuedBefore: soon, runningBefore: soon, limit: 10 });
  expect((await look()).oldest_wait_s).toBeLessThan(60);
});

test("percentiles of wait and run are those of the chunks, to 9 %", async () => {
  const jobId = await newJob(db);
  const seconds = Array.from({ length: 40 }, (_, index) => index + 1);
  for (const wait of seconds) {
    const { chunkId, items } = await newChunk(db, jobId, [`item${wait}`]);
    await sql`update job_chunks set queued_at = now() - make_interval(secs => ${wait}) where id = ${chunkId}`;
    await claim(chunkId);
    await sql`update job_chunks set claimed_at = now() - make_interval(secs => ${wait * 3}) where id = ${chunkId}`;
    await recordOutcomes(db, chunkId, all(items, "completed"));
    if (wait === 20) await foldQueueFlow(db);
  }
  const { wait, run } = await look();
  const near = (value: number | null, exact: number) => Math.abs((value ?? 0) - exact) / exact;
  expect([wait.count, run.count]).toEqual([40, 40]);
  for (const [value, exact] of [
    [wait.p50_ms, 20_000],
    [wait.p95_ms, 38_000],
    [run.p50_ms, 60_000],
    [run.p95_ms, 114_000],
  ] as const) {
    expect(near(value, exact)).toBeLessThan(0.1); // 9 % and what passes between the statements
  }
});

test("old minutes become quarters of an hour, then are forgotten; sums and depths stay", async () => {
  await sql`
    insert into queue_flow (queue, slot, measure, bucket, n)
    select ${QUEUE}, date_trunc('minute', now()) - make_interval(mins => m), measure, 0, 1
    from generate_series(180, 239) m, unnest(array['entered', 'wait', 'stopped', 'run', 'left']) measure`;
  await sql`insert into queue_flow (queue, slot, measure, n) values (${QUEUE}, now() - interval '3 days', 'entered', 7)`;
  const before = await look("24h");
  await foldQueueFlow(db);
  const after = await look("24h");
  const [rows] = await sql<{ n: number }[]>`select count(*)::int as n from queue_flow where measure = 'entered'`;
  expect(rows?.n).toBeLessThanOrEqual(10); // 60 minutes in at most 5 quarters, each with what stood on its first minute
  expect(after.series.map((slot) => slot.in)).toEqual(before.series.map((slot) => slot.in));
  expect([after.queued, after.running]).toEqual([7, 0]);
  expect(after.run.count).toBe(60);
});
