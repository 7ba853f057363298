import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BulkRequest } from "@/lib/contracts/job-control";
import type { Db } from "@/lib/db/client";
import { bulkBatch } from "@/lib/jobs/bulk.repository";
import {
  addChunk,
  claimChunk,
  ensureChildJob,
  openItems,
  recordOutcomes,
  retryJob,
  sweepChunks,
} from "@/lib/jobs/chunks.repository";
import { beginJob, cancelJob, createJob, getJob, getJobDetail, sealJob } from "@/lib/jobs/jobs.repository";
import { purgeQueue } from "@/lib/queues/queues.repository";
import { findPostgresBin, startPostgres } from "../../support/postgres-cluster.ts";
import { randomFrom } from "../../support/random.ts";
import { type SupabaseInstance, startSupabase } from "../../support/supabase.ts";
import { all, chunkRow, newChunk, newJob, newSha256, rowsOf, seedScene, workDb } from "../../support/work.ts";

// The embedded database has one session, so only here do calls really run at the same time.
const bin = findPostgresBin();
const title = bin
  ? `at the same time, on PostgreSQL (${bin})`
  : "at the same time (skipped: no PostgreSQL 15 or newer)";

describe.skipIf(!bin)(title, () => {
  let cluster: { url: string; stop(): Promise<void> };
  let server: SupabaseInstance;
  let db: Db;
  beforeAll(async () => {
    cluster = await startPostgres(bin ?? "");
    server = await startSupabase({ databaseUrl: cluster.url });
    db = workDb(server);
  });
  afterAll(async () => {
    await server?.stop();
    await cluster?.stop();
  });

  const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)));

  test("ten starts under one key are one job", async () => {
    const idempotency = { key: "k", owner: "o", requestHash: "h" };
    const jobs = await times(10, () =>
      createJob(db, { kind: "scrape", queue: "scraping", priority: 5, input: {}, idempotency }),
    );
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    expect(await rowsOf(db, "jobs", { kind: "scrape" })).toBe(1);
  });

  test("ten savings of the same bytes are one scene with one palette", async () => {
    const sha256 = newSha256();
    const saved = await times(10, (index) => seedScene(db, { sha256, sourceId: `copy-${index}` }));
    expect(new Set(saved.map(({ sceneId }) => sceneId)).size).toBe(1);
    expect(await rowsOf(db, "palettes")).toBe(1);
  });

  test("ten plannings of one chunk are one chunk; of ten runs one claims it", async () => {
    const job = await newJob(db);
    const chunk = {
      jobId: job,
      key: "k",
      queue: "classification" as const,
      items: [{ item_key: "a" }, { item_key: "b" }],
    };
    const added = await times(10, () => addChunk(db, chunk));
    expect(new Set(added.map((each) => each?.chunkId)).size).toBe(1);
    const chunkId = added[0]?.chunkId ?? "";
    const verdicts = await times(10, (index) => claimChunk(db, { chunkId, runId: `run-${index}`, attempt: 1 }));
    expect(verdicts.toSorted()).toEqual(["claimed", ...Array(9).fill("taken")]);
    expect((await getJob(db, job)).counts.total).toBe(2);
  });

  test("of twenty chunks ending together with the sealing, exactly one is told that the job has ended", async () => {
    for (let round = 0; round < 5; round += 1) {
      const job = await newJob(db);
      const chunks = await times(20, (index) => newChunk(db, job, [`${index}-a`, `${index}-b`]));
      const told = await Promise.all([
        sealJob(db, job, "planner"),
        ...chunks.map(({ chunkId, items }) => recordOutcomes(db, chunkId, all(items, "completed"))),
        ...chunks.map(({ chunkId, items }) => recordOutcomes(db, chunkId, all(items, "failed"))),
      ]);
      const tellers = ["planner", ...chunks, ...chunks].filter((_, index) => told[index]);
      expect(new Set(tellers).size).toBe(1);
      const { counts } = await getJob(db, job);
      expect({ total: counts.total, done: counts.completed + counts.failed }).toEqual({ total: 40, done: 40 });
    }
  });

  test("a cancel in the middle of hand-overs leaves no open job in the chain", async () => {
    for (let round = 0; round < 30; round += 1) {
      const root = await newJob(db, { kind: "scrape", queue: "scraping" });
      const handOver = async (index: number) => {
        const child = await ensureChildJob(db, { parentId: root, kind: "detect", queue: "ai_processing" });
        if (!child) return;
        await addChunk(db, {
          jobId: child,
          key: `${index}`,
          queue: "ai_processing",
          items: [{ item_key: `${index}` }],
        });
      };
      await Promise.all([handOver(0), handOver(1), cancelJob(db, root), handOver(2), handOver(3)]);
      const { chain } = await getJobDetail(db, root);
      for (const { status, counts } of chain) {
        expect(status).toBe("cancelled");
        expect(counts.cancelled).toBe(counts.total);
      }
    }
  });

  test("many jobs are cancelled, retried and purged at once while their chunks are claimed and end, and nothing locks up", async () => {
    for (let round = 0; round < 4; round += 1) {
      const jobs = await times(30, () => newJob(db));
      const chunks = await Promise.all(jobs.map((job) => newChunk(db, job, ["a", "b"])));
      const waiting = await times(30, () => newJob(db));
      await Promise.all(jobs.map((job) => sealJob(db, job, "planner")));
      const filter = { ids: [...jobs, ...waiting] };
      const bulk = (action: BulkRequest["action"]) => bulkBatch(db, { action, filter, beforeId: null, atMost: 60 });
      await Promise.all([
        ...chunks.map(({ chunkId }, index) => claimChunk(db, { chunkId, runId: `${round}-${index}`, attempt: 1 })),
        bulk("cancel"),
        purgeQueue(db, "classification"),
        ...waiting.map((job) => beginJob(db, job)),
        ...chunks.map(({ chunkId, items }) => recordOutcomes(db, chunkId, all(items, "failed"))),
        bulk("retry"),
      ]);
    }
  });

  test("any mixture of calls neither locks up nor miscounts", async () => {
    const random = randomFrom(4);
    const jobs = await times(3, () => newJob(db));
    const chunks = (await times(12, (index) => newChunk(db, jobs[index % 3] ?? "", [`${index}-a`, `${index}-b`]))).map(
      ({ chunkId }) => chunkId,
    );
    const later = new Date(Date.now() + 60_000).toISOString();
    const calls: ((job: string, chunk: string) => Promise<unknown>)[] = [
      (_job, chunk) => claimChunk(db, { chunkId: chunk, runId: `r${random()}`, attempt: 1 }),
      async (_job, chunk) => recordOutcomes(db, chunk, all(await openItems(db, chunk), "completed")),
      async (_job, chunk) => recordOutcomes(db, chunk, all((await openItems(db, chunk)).slice(0, 1), "failed")),
      (job) => sealJob(db, job, "planner"),
      (job) => cancelJob(db, job),
      (job) => retryJob(db, job).catch((error: { code: string }) => expect(error.code).toBe("PT409")),
      () => sweepChunks(db, { queuedBefore: later, runningBefore: later, limit: 4 }),
    ];
    const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T; // no list here is empty
    await times(150, () => pick(calls)(pick(jobs), pick(chunks)));

    for (const job of jobs) {
      const { counts } = await getJob(db, job);
      for (const status of ["completed", "failed", "cancelled"] as const) {
        expect(await rowsOf(db, "job_items", { job_id: job, status })).toBe(counts[status]);
      }
    }
    for (const chunk of chunks) {
      const { status } = await chunkRow(db, chunk);
      if (status === "finished") expect(await openItems(db, chunk)).toEqual([]);
    }
  });
});
