import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "@/lib/db/client";
import { fromDatabase } from "@/lib/db/errors";
import { addChunk, ensureChildJob, recordOutcomes, retryJob } from "@/lib/jobs/chunks.repository";
import {
  beginJob,
  cancelJob,
  createJob,
  failJob,
  findChild,
  getJob,
  getJobDetail,
  sealJob,
  sweepJobs,
} from "@/lib/jobs/jobs.repository";
import { sharedSupabase } from "../../support/shared-supabase.ts";
import { all, chunkRow, jobRow, newChunk, newJob, rowsOf, workDb } from "../../support/work.ts";

let db: Db;
beforeAll(async () => {
  db = workDb(await sharedSupabase());
});

const UNKNOWN = "0199f000-0000-7000-8000-00000000dead";
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no error",
    (error: unknown) => (fromDatabase(error) as { code: string }).code,
  );

describe("start_job", () => {
  const request = (key: string, hash = "h", owner = "o") => ({
    kind: "scrape" as const,
    queue: "scraping" as const,
    priority: 5,
    input: { source: "gallery" },
    idempotency: { key, owner, requestHash: hash },
  });

  test("the same key answers the same job; another request under it is a conflict; another owner has keys of their own", async () => {
    const first = await createJob(db, request("once"));
    expect(first).toMatchObject({ status: "queued", attempt: 1, parent_job_id: null, root_job_id: first.id });
    expect((await createJob(db, request("once"))).id).toBe(first.id);
    expect(await codeOf(createJob(db, request("once", "other")))).toBe("conflict");
    expect((await createJob(db, request("once", "h", "someone else"))).id).not.toBe(first.id);
  });

  test("ten callers at once get one job", async () => {
    const before = await rowsOf(db, "jobs");
    const jobs = await Promise.all(Array.from({ length: 10 }, () => createJob(db, request("ten at once"))));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    expect(await rowsOf(db, "jobs")).toBe(before + 1);
  });

  test("without a key every call is a job", async () => {
    expect(await newJob(db)).not.toBe(await newJob(db));
  });
});

describe("begin_job, seal_job, fail_job", () => {
  test("a job begins once, and an ended one stays ended", async () => {
    const job = await newJob(db);
    expect(await beginJob(db, job)).toBe("running");
    const { started_at } = await jobRow(db, job);
    expect(await beginJob(db, job)).toBe("running");
    expect((await jobRow(db, job)).started_at).toBe(started_at);
    await sealJob(db, job, "planner");
    expect(await beginJob(db, job)).toBe("completed");
    expect(await codeOf(beginJob(db, UNKNOWN))).toBe("not_found");
  });

  test("sealing a job with nothing open ends it, and tells the sealer again when it asks again, and nobody else", async () => {
    const job = await newJob(db);
    expect(await sealJob(db, job, "planner")).toBe(true);
    expect(await sealJob(db, job, "planner")).toBe(true);
    expect(await sealJob(db, job, "after:another")).toBe(false);
    expect(await getJob(db, job)).toMatchObject({ status: "completed", counts: { total: 0 } });
  });

  test("a job that cannot be planned fails with its reason, once", async () => {
    const job = await newJob(db);
    await failJob(db, job, { code: "UpstreamError", message: "the gallery is down" });
    await failJob(db, job, { code: "Other", message: "later" });
    expect(await getJob(db, job)).toMatchObject({
      status: "failed",
      error: { code: "UpstreamError", message: "the gallery is down" },
    });
  });

  test("a job of which every item failed has failed; one good item makes it completed", async () => {
    for (const [good, status] of [
      [0, "failed"],
      [1, "completed"],
    ] as const) {
      const job = await newJob(db);
      const { chunkId, items } = await newChunk(db, job, ["a", "b", "c"]);
      await sealJob(db, job, "planner");
      await recordOutcomes(db, chunkId, [
        ...all(items.slice(0, good), "completed"),
        ...all(items.slice(good), "failed"),
      ]);
      expect((await getJob(db, job)).status).toBe(status);
    }
  });
});

describe("cancel_job", () => {
  async function chain(): Promise<{ ids: [string, string, string]; chunkIds: string[] }> {
    const root = await newJob(db, { kind: "scrape", queue: "scraping" });
    const detect = await ensureChildJob(db, { parentId: root, kind: "detect", queue: "ai_processing" });
    const colors = await ensureChildJob(db, { parentId: detect ?? "", kind: "colors", queue: "color_processing" });
    const ids: [string, string, string] = [root, detect ?? "", colors ?? ""];
    const chunkIds: string[] = [];
    for (const id of ids) {
      const { chunkId, items } = await newChunk(db, id, ["a", "b"]);
      await recordOutcomes(db, chunkId, all(items.slice(0, 1), "completed"));
      chunkIds.push(chunkId);
    }
    return { ids, chunkIds };
  }

  test("takes the whole chain below: open items and chunks end, what has ended stays", async () => {
    const { ids, chunkIds } = await chain();
    expect((await cancelJob(db, ids[0])).toSorted()).toEqual([...ids].toSorted());
    for (const job of (await getJobDetail(db, ids[0])).chain) {
      expect(job).toMatchObject({ status: "cancelled", counts: { total: 2, completed: 1, cancelled: 1 } });
    }
    for (const id of chunkIds) expect((await chunkRow(db, id)).status).toBe("cancelled");
    expect(await cancelJob(db, ids[0])).toEqual([]);
  });

  test("leaves what is above it alone", async () => {
    const { ids } = await chain();
    await cancelJob(db, ids[1]);
    expect((await getJobDetail(db, ids[0])).chain.map(({ status }) => status)).toEqual([
      "queued", // nothing of it was claimed here
      "cancelled",
      "cancelled",
    ]);
  });

  test("an ended job stays as it is, an unknown one is not found", async () => {
    const job = await newJob(db);
    await sealJob(db, job, "planner");
    expect(await cancelJob(db, job)).toEqual([]);
    expect((await getJob(db, job)).status).toBe("completed");
    expect(await codeOf(cancelJob(db, UNKNOWN))).toBe("not_found");
  });

  test("a cancelled job takes no chunk and makes no job after it", async () => {
    const job = await newJob(db, { kind: "scrape", queue: "scraping" });
    await cancelJob(db, job);
    expect(await addChunk(db, { jobId: job, key: "late", queue: "scraping", items: [{ item_key: "x" }] })).toBeNull();
    expect(await ensureChildJob(db, { parentId: job, kind: "detect", queue: "ai_processing" })).toBeNull();
    expect(await findChild(db, job, "detect")).toBeNull();
  });
});

describe("retry_job", () => {
  test("opens failed and cancelled items only, under the chunk's next attempt, and the counts add up to the end", async () => {
    const job = await newJob(db);
    const good = await newChunk(db, job, ["a", "b"]);
    const bad = await newChunk(db, job, ["c", "d", "e"]);
    await sealJob(db, job, "planner");
    await recordOutcomes(db, good.chunkId, all(good.items, "completed"));
    const [c, d, e] = bad.items;
    if (!c || !d || !e) throw new Error("three items");
    await recordOutcomes(db, bad.chunkId, [...all([c], "failed"), ...all([d], "skipped"), ...all([e], "cancelled")]);
    expect(await getJob(db, job)).toMatchObject({
      status: "completed",
      counts: { total: 5, completed: 2, failed: 1, skipped: 1, cancelled: 1 },
    });

    expect(await retryJob(db, job)).toEqual([{ chunkId: bad.chunkId, attempt: 2 }]);
    expect(await getJob(db, job)).toMatchObject({
      status: "running",
      attempt: 2,
      error: null,
      counts: { total: 5, completed: 2, failed: 0, skipped: 1, cancelled: 0 },
    });
    expect(await codeOf(retryJob(db, job))).toBe("conflict");

    await recordOutcomes(db, bad.chunkId, all([c, d, e], "completed"));
    expect(await getJob(db, job)).toMatchObject({
      status: "completed",
      counts: { total: 5, completed: 4, failed: 0, skipped: 1, cancelled: 0 },
    });
  });

  test("a cancelled job runs on from where it was", async () => {
    const job = await newJob(db);
    const { chunkId, items } = await newChunk(db, job, ["a", "b"]);
    await recordOutcomes(db, chunkId, all(items.slice(0, 1), "completed"));
    await sealJob(db, job, "planner");
    await cancelJob(db, job);
    expect(await retryJob(db, job)).toEqual([{ chunkId, attempt: 2 }]);
    expect(await recordOutcomes(db, chunkId, all(items, "completed"))).toBe(true);
    expect(await getJob(db, job)).toMatchObject({ status: "completed", counts: { completed: 2, cancelled: 0 } });
  });

  test("a job that ended before all of it was planned waits for its planner again, and ends only when that is through", async () => {
    for (const end of [cancelJob, (_db: Db, id: string) => failJob(db, id, { code: "upstream", message: "down" })]) {
      const job = await newJob(db);
      const { chunkId, items } = await newChunk(db, job, ["a"]);
      await beginJob(db, job);
      await end(db, job);
      await retryJob(db, job);
      expect(await getJob(db, job)).toMatchObject({ status: "queued", attempt: 2, error: null });
      expect(await beginJob(db, job)).toBe("running");
      const more = await newChunk(db, job, ["a", "b"]);
      await recordOutcomes(db, chunkId, all(items, "completed"));
      expect(await recordOutcomes(db, more.chunkId, all(more.items, "completed"))).toBe(false);
      expect(await sealJob(db, job, "planner")).toBe(true);
      expect(await getJob(db, job)).toMatchObject({ status: "completed", counts: { total: 2, completed: 2 } });
    }
  });

  test("a job after one that has ended already ends by itself when it is retried", async () => {
    const root = await newJob(db, { kind: "scrape", queue: "scraping" });
    const child = (await ensureChildJob(db, { parentId: root, kind: "detect", queue: "ai_processing" })) ?? "";
    const { chunkId, items } = await newChunk(db, child, ["a"]);
    await cancelJob(db, child);
    await sealJob(db, root, "planner");
    await retryJob(db, child);
    expect(await recordOutcomes(db, chunkId, all(items, "completed"))).toBe(true);
  });

  test("the jobs after a cancelled one take work again once it is retried", async () => {
    const root = await newJob(db, { kind: "scrape", queue: "scraping" });
    const { chunkId, items } = await newChunk(db, root, ["a"]);
    const child = (await ensureChildJob(db, { parentId: root, kind: "detect", queue: "ai_processing" })) ?? "";
    await sealJob(db, root, "planner");
    await cancelJob(db, root);
    await retryJob(db, root);
    expect(await ensureChildJob(db, { parentId: root, kind: "detect", queue: "ai_processing" })).toBe(child);
    const { chunkId: next, items: handed } = await newChunk(db, child, ["a"]);
    expect(await recordOutcomes(db, chunkId, all(items, "completed"))).toBe(true);
    expect(await recordOutcomes(db, next, all(handed, "completed"))).toBe(false); // more may still come
    expect(await sealJob(db, child, `after:${root}`)).toBe(true);
    expect((await getJobDetail(db, root)).chain.map(({ status }) => status)).toEqual(["completed", "completed"]);
  });

  test("nothing to retry and still running are conflicts, unknown is not found", async () => {
    const done = await newJob(db);
    await sealJob(db, done, "planner");
    expect(await codeOf(retryJob(db, done))).toBe("conflict");
    expect(await codeOf(retryJob(db, await newJob(db)))).toBe("conflict");
    expect(await codeOf(retryJob(db, UNKNOWN))).toBe("not_found");
  });
});

describe("sweep_jobs", () => {
  test("a job nobody began comes back once, under its next attempt; begun and fresh ones are left alone", async () => {
    const lost = await newJob(db);
    const begun = await newJob(db);
    const fresh = await newJob(db);
    await beginJob(db, begun);
    const longAgo = new Date(Date.now() - 3_600_000).toISOString();
    await db.from("jobs").update({ sent_at: longAgo }).in("id", [lost, begun]).throwOnError();
    const cutoff = { queuedBefore: new Date(Date.now() - 60_000).toISOString(), limit: 100 };
    const swept = await sweepJobs(db, cutoff);
    expect(swept.map(({ id, attempt }) => ({ id, attempt }))).toEqual([{ id: lost, attempt: 2 }]);
    expect(await sweepJobs(db, cutoff)).toEqual([]);
    expect((await jobRow(db, fresh)).attempt).toBe(1);
  });
});
