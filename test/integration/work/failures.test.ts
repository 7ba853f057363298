import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { ensureChildJob } from "@/lib/jobs/chunks.repository";
import { createJob, listItems, sealJob } from "@/lib/jobs/jobs.repository";
import { until } from "../../support/engine/harness.ts";
import { jobOf, type Product, startProduct, summary } from "../../support/product.ts";
import { newChunk, rowsOf } from "../../support/work.ts";

const SCRAPE = { kind: "scrape" as const, input: { source: "gallery", limit: 6, pipeline: true } };
const ALL_DONE = {
  scrape: "completed 6/0/0/0 of 6",
  detect: "completed 6/0/0/0 of 6",
  colors: "completed 6/0/0/0 of 6",
  classify: "completed 6/0/0/0 of 6",
};

let product: Product;
beforeAll(async () => {
  product = await startProduct({ env: { MODOMO_STUCK_QUEUED_MS: "20000" } });
});
afterAll(() => product?.stop());
beforeEach(async () => {
  await product.server.reset();
  Object.assign(product.gpu, { isDown: false, beforeAnswer: () => undefined });
});

const contents = async () =>
  Object.fromEntries(
    await Promise.all(
      (["scenes", "objects", "palettes", "embeddings"] as const).map(
        async (table) => [table, await rowsOf(product.db, table)] as const,
      ),
    ),
  );
const FULL = { scenes: 6, objects: 12, palettes: 18, embeddings: 18 };

test("a gpu-worker that is loading for a while is asked again, and everything gets done", async () => {
  const before = product.gpu.calls();
  product.gpu.beforeAnswer = (calls) => {
    product.gpu.isDown = calls - before < 2;
  };
  expect(summary(await product.ended(await product.startJob(SCRAPE)))).toEqual(ALL_DONE);
  expect(await contents()).toEqual(FULL);
  expect(await rowsOf(product.db, "dead_letters")).toBe(0);
  const { data } = await product.db.from("run_steps").select("error").eq("name", "do-items").eq("status", "failed");
  expect(JSON.stringify(data)).toContain("503");
});

test("a gpu-worker that stays down: dead letter, items failed with the reason, the job ends, and a retry mends it", async () => {
  product.gpu.isDown = true;
  const id = await product.startJob(SCRAPE);
  const chain = await product.ended(id);
  const { total } = jobOf(chain, "detect").counts;
  expect(summary(chain)).toEqual({ scrape: ALL_DONE.scrape, detect: `failed 0/6/0/0 of ${total}` });
  const detect = jobOf(chain, "detect");
  expect(detect.error?.code).toBe("all_items_failed");
  const { items } = await listItems(product.db, { jobId: detect.id, limit: 10 });
  for (const { error } of items)
    expect(error).toEqual({ code: "upstream", class: "external", message: expect.stringContaining("503") });
  const letter = await until(
    "the dead letter",
    async () => (await product.db.from("dead_letters").select("*")).data?.[0],
  );
  expect(letter).toMatchObject({
    reason: "failed",
    job_id: detect.id,
    state: "open",
    error: { name: "upstream", message: expect.stringContaining("503") },
  });
  expect(z.uuid().safeParse(letter.fingerprint).success).toBe(true);
  const { data: runs } = await product.db
    .from("runs")
    .select("status, function_id")
    .eq("id", letter.run_id)
    .throwOnError();
  expect(runs).toEqual([{ status: "failed", function_id: letter.function_id }]);

  product.gpu.isDown = false;
  await product.retry(detect.id);
  const mended = await until(
    "everything after the retry to be done",
    async () => {
      const jobs = await product.ended(id);
      return jobs.length === 4 && jobs;
    },
    60_000,
  );
  expect(summary(mended)).toEqual(ALL_DONE);
});

test("the app killed in the middle of a chunk: the step runs again and nothing is there twice", async () => {
  const asked = Promise.withResolvers<void>();
  const before = product.gpu.calls();
  // The first call of the chunk has been answered and stored when the second arrives.
  product.gpu.beforeAnswer = (calls) => {
    if (calls - before !== 1) return undefined;
    asked.resolve();
    return new Promise((resolve) => setTimeout(resolve, 500));
  };
  const id = await product.startJob(SCRAPE);
  await asked.promise;
  await product.killApp();
  expect(await rowsOf(product.db, "objects")).toBe(8);
  await product.startApp();
  expect(summary(await product.ended(id))).toEqual(ALL_DONE);
  expect(await contents()).toEqual(FULL);
});

test("a page that cannot be read for good fails the job with the reason, and leaves a dead letter", async () => {
  const id = await product.startJob({ kind: "scrape", input: { source: "nowhere", limit: 6 } });
  const [job] = await product.ended(id);
  expect(job).toMatchObject({
    status: "failed",
    error: { code: "invalid_input", message: expect.stringContaining('no source "nowhere"') },
  });
  await until("the dead letter", async () => (await rowsOf(product.db, "dead_letters", { job_id: id })) === 1);
});

test("an event sent past the API that cannot be planned fails the job that was made for it", async () => {
  await product.send("modomo/scrape.requested", { source: "nowhere", limit: 6 });
  const job = await until(
    "its job to fail",
    async () => (await product.db.from("jobs").select("error").eq("status", "failed").throwOnError()).data[0],
    30_000,
  );
  expect(job.error).toMatchObject({ code: "invalid_input" });
});

test("the sweeper revives a job, a chunk and a chain whose events were lost", async () => {
  const done = await product.ended(await product.startJob(SCRAPE));
  const { data: scenes } = await product.db.from("scenes").select("id").limit(2).throwOnError();
  expect(done).toHaveLength(4);
  const lostJob = await createJob(product.db, {
    kind: "classify",
    queue: "classification",
    priority: 5,
    input: { scene_id: scenes[0]?.id ?? "" },
  });
  const lostChunk = await createJob(product.db, {
    kind: "classify",
    queue: "classification",
    priority: 5,
    input: { force: true },
  });
  const { chunkId } = await newChunk(product.db, lostChunk.id, ["x"]);
  await product.db
    .from("job_items")
    .update({ scene_id: scenes[1]?.id ?? null })
    .eq("chunk_id", chunkId)
    .throwOnError();
  await product.db.from("jobs").update({ status: "running", is_sealed: true }).eq("id", lostChunk.id).throwOnError();
  const lostEnd = await createJob(product.db, { kind: "colors", queue: "color_processing", priority: 5, input: {} });
  await ensureChildJob(product.db, { parentId: lostEnd.id, kind: "classify", queue: "classification" });
  await sealJob(product.db, lostEnd.id, "planner");
  const longAgo = new Date(Date.now() - 60_000).toISOString();
  await product.db.from("jobs").update({ sent_at: longAgo }).eq("id", lostJob.id).throwOnError();
  await product.db.from("jobs").update({ finished_at: longAgo }).eq("id", lostEnd.id).throwOnError();
  await product.db.from("job_chunks").update({ sent_at: longAgo }).eq("id", chunkId).throwOnError();

  expect(summary(await product.ended(lostJob.id, 100_000))).toEqual({ classify: "completed 1/0/0/0 of 1" });
  expect(summary(await product.ended(lostChunk.id, 100_000))).toEqual({ classify: "completed 1/0/0/0 of 1" });
  expect(summary(await product.ended(lostEnd.id, 100_000))).toMatchObject({ classify: "completed 0/0/0/0 of 0" });
}, 320_000);
