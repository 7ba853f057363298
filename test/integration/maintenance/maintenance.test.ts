import { createHash, randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keptError } from "@/lib/errors";
import { addDeadLetter } from "@/lib/failures/failures.repository";
import { storagePath } from "@/lib/images/storage-path";
import { endChunk, recordOutcomes, retryJob } from "@/lib/jobs/chunks.repository";
import { sealJob } from "@/lib/jobs/jobs.repository";
import { recordRun } from "@/lib/jobs/runs.repository";
import { checkCounters, forgetBatch, forgetPage } from "@/lib/maintenance/maintenance.repository";
import { IMAGES_BUCKET, putFile, signFiles } from "@/lib/scenes/files";
import { addManualRun, getScheduleRun, listSchedules } from "@/lib/schedules/schedules.repository";
import { until } from "../../support/engine/harness.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { all, newChunk, newJob, rowsOf, seedScene } from "../../support/work.ts";

let product: Product;
let sql: postgres.Sql;
let startPending: typeof import("@/inngest/start-job").startPending;
beforeAll(async () => {
  product = await startProduct();
  sql = postgres(product.server.databaseUrl, { max: 1, onnotice: () => undefined });
  ({ startPending } = await import("@/inngest/start-job"));
});
afterAll(async () => {
  await sql?.end();
  await product?.stop();
});
beforeEach(() => product.server.reset());

const SOON = new Date(Date.now() + 60_000).toISOString();
const forgetAll = async (what: Parameters<typeof forgetPage>[1]["what"], limit: number, before = SOON) => {
  let [deleted, pages, cursor]: [number, number, string | null] = [0, 0, null];
  do {
    const page: { deleted: number; cursor: string | null } = await forgetPage(product.db, {
      what,
      before,
      cursor,
      limit,
    });
    [deleted, pages, cursor] = [deleted + page.deleted, pages + 1, page.cursor];
  } while (cursor !== null);
  return { deleted, pages };
};

describe("retention", () => {
  test("items of ended jobs go page by page, those of jobs under way and failed ones stay", async () => {
    const { db } = product;
    const ended = await newJob(db);
    const one = await newChunk(
      db,
      ended,
      Array.from({ length: 25 }, (_, n) => `k${n}`),
    );
    await recordOutcomes(db, one.chunkId, all(one.items.slice(0, 22), "completed"));
    await endChunk(db, {
      chunkId: one.chunkId,
      status: "failed",
      error: keptError({ code: "upstream", message: "m" }),
    });
    await sealJob(db, ended, "planner");
    const underWay = await newJob(db);
    const two = await newChunk(db, underWay, ["a", "b"]);
    await recordOutcomes(db, two.chunkId, all(two.items.slice(0, 1), "completed"));

    expect(await forgetAll("items", 10)).toEqual({ deleted: 22, pages: 3 });
    expect(await rowsOf(db, "job_items", { job_id: ended })).toBe(3);
    expect(await rowsOf(db, "job_items", { job_id: underWay })).toBe(2);
    expect((await forgetAll("chunks", 10)).deleted).toBe(0);

    // What is left can still be retried, and the job still ends.
    await retryJob(db, ended);
    const { data } = await db.from("job_items").select("id").eq("status", "queued").eq("job_id", ended).throwOnError();
    await recordOutcomes(
      db,
      one.chunkId,
      data.map(({ id }) => ({ item_id: id, status: "completed" as const })),
    );
    const { data: job } = await db.from("jobs").select("status, completed").eq("id", ended).single().throwOnError();
    expect(job).toEqual({ status: "completed", completed: 25 });
    expect((await forgetAll("items", 10)).deleted).toBe(3);
    expect((await forgetAll("chunks", 10)).deleted).toBe(1);
  });

  test("nothing younger than the limit goes", async () => {
    const { db } = product;
    const job = await newJob(db);
    const { chunkId, items } = await newChunk(db, job, ["a"]);
    await recordOutcomes(db, chunkId, all(items, "completed"));
    await sealJob(db, job, "planner");
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    expect(await forgetAll("items", 10, hourAgo)).toEqual({ deleted: 0, pages: 1 });
  });

  test("runs go with their steps in batches, not those of jobs under way", async () => {
    const { db } = product;
    const now = new Date().toISOString();
    const run = (id: string, job_id: string | null) =>
      recordRun(
        db,
        {
          id,
          function_id: "f",
          job_id,
          chunk_id: null,
          status: "completed",
          attempt: 0,
          started_at: now,
          ended_at: now,
        },
        [{ step_id: "s", attempt: 0, name: "n", status: "completed", started_at: now, ended_at: now }],
      );
    const live = await newJob(db);
    for (let n = 0; n < 7; n += 1) await run(`old-${n}`, null);
    await run("of-live", live);
    const gone = [];
    for (let n = 0; n < 3; n += 1) gone.push(await forgetBatch(db, { what: "runs", before: SOON, limit: 4 }));
    expect(gone).toEqual([4, 3, 0]);
    expect(await rowsOf(db, "runs")).toBe(1);
    expect(await rowsOf(db, "run_steps")).toBe(1);
  });

  test("failures go with their groups", async () => {
    const { db } = product;
    const error = { name: "upstream", message: "m", class: "external" };
    const letter = { functionId: "f", jobId: null, chunkId: null, reason: "failed" as const, error, event: {} };
    for (const runId of ["a", "b"]) await addDeadLetter(db, { ...letter, runId });
    expect(await forgetBatch(db, { what: "failure_groups", before: SOON, limit: 10 })).toBe(0);
    expect((await forgetAll("dead_letters", 10)).deleted).toBe(2);
    expect(await forgetBatch(db, { what: "failure_groups", before: SOON, limit: 10 })).toBe(1);
  });
});

describe("counters check", () => {
  test("finds nothing where nothing drifted", async () => {
    await seedScene(product.db);
    for (const what of ["scenes", "objects", "palettes", "embeddings", "jobs", "items"] as const)
      expect(await checkCounters(product.db, what)).toEqual([]);
  });

  test("repairs what drifted, whichever way, and says what it was", async () => {
    for (let n = 0; n < 3; n += 1) await seedScene(product.db);
    await sql`update counters set value = value + 5 where name = 'scenes'`;
    await sql`insert into counters (name, key, value) values ('room_type', 'cellar', 4)`;
    expect(await checkCounters(product.db, "scenes")).toEqual([
      { name: "room_type", key: "cellar", kept: 4, counted: 0 },
      { name: "scenes", key: "", kept: 8, counted: 3 },
    ]);
    expect(await checkCounters(product.db, "scenes")).toEqual([]);
    expect(await sql`select value::int from counters where name = 'scenes'`).toMatchObject([{ value: 3 }]);
  });

  test("work that goes on meanwhile is no drift and loses no count", async () => {
    await seedScene(product.db);
    await sql`update counters set value = 100 where name = 'scenes'`;
    await Promise.all([
      ...Array.from({ length: 10 }, () => seedScene(product.db)),
      ...Array.from({ length: 5 }, () => checkCounters(product.db, "scenes")),
    ]);
    expect(await checkCounters(product.db, "scenes")).toEqual([]);
    expect(await sql`select value::int from counters where name = 'scenes'`).toMatchObject([{ value: 11 }]);
  });
});

/** Runs a built-in schedule now, through the engine, and answers its report. */
async function runBuiltin(kind: string) {
  const { items } = await listSchedules(product.db, { limit: 100 });
  const runId = await addManualRun(product.db, items.find((each) => each.kind === kind)?.id ?? "");
  await startPending(product.db, runId);
  return until(
    `${kind} to end`,
    async () => {
      const run = await getScheduleRun(product.db, runId);
      return run.finished_at !== null && run;
    },
    60_000,
  );
}

test("retention and counters check run through the engine and report what they did", async () => {
  await seedScene(product.db);
  await sql`update counters set value = 9 where name = 'scenes'`;
  expect(await runBuiltin("counters_check")).toMatchObject({
    status: "completed",
    report: { repaired: 1, drift: [{ name: "scenes", kept: 9, counted: 1 }] },
  });
  await sql`insert into rate_limits (key, tokens, updated_at) values ('old', 1, now() - interval '3 days'), ('new', 1, now())`;
  expect(await runBuiltin("retention")).toMatchObject({ status: "completed", report: { items: 0, rate_limits: 1 } });
}, 120_000);

test("files no scene has are removed, those of scenes and young ones stay", async () => {
  const { db } = product;
  const bytes = randomBytes(10);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const scene = await seedScene(db);
  const { data } = await db.from("scenes").select("storage_path").eq("id", scene.sceneId).single().throwOnError();
  const orphan = storagePath(sha256, "jpg");
  for (const path of [orphan, data.storage_path]) await putFile(db, IMAGES_BUCKET, path, bytes, "image/jpeg");
  const isThere = async () =>
    (await signFiles(db, IMAGES_BUCKET, [orphan, data.storage_path])).map((url) => url !== null);
  expect((await runBuiltin("orphan_files")).report).toMatchObject({ removed: 0 });
  expect(await isThere()).toEqual([true, true]);
  await sql`update storage.objects set created_at = now() - interval '400 days'`;
  expect((await runBuiltin("orphan_files")).report).toMatchObject({ removed: 1 });
  expect(await isThere()).toEqual([false, true]);
}, 120_000);

test("backfill starts the jobs that scenes wait for, and none twice", async () => {
  const { sceneId } = await seedScene(product.db);
  const { report } = await runBuiltin("backfill");
  expect(report).toMatchObject({ found: { undetected: 1, uncolored: 0 }, jobs: { undetected: expect.any(String) } });
  await product.db.from("scenes").update({ detected_at: new Date().toISOString() }).eq("id", sceneId).throwOnError();
  await until(
    "the detection to end",
    async () =>
      (await rowsOf(product.db, "jobs", { status: "queued" })) === 0 &&
      (await rowsOf(product.db, "jobs", { status: "running" })) === 0,
    60_000,
  );
  expect(Object.keys((await runBuiltin("backfill")).report.jobs as object).toSorted()).toEqual([
    "unclassified",
    "uncolored",
    "unembedded",
  ]);
}, 180_000);
