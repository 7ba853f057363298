import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { QueuePurge } from "@/lib/contracts/queues";
import { claimChunk, recordOutcomes } from "@/lib/jobs/chunks.repository";
import { getJob, listItems, sealJob } from "@/lib/jobs/jobs.repository";
import { type ApiClient, createApiClient, loadRoutes, problemOf } from "../../support/api.ts";
import { until } from "../../support/engine/harness.ts";
import { type Product, startProduct, summary } from "../../support/product.ts";
import { all, chunkRow, newChunk, newJob, seedScene } from "../../support/work.ts";

vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct();
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());
beforeEach(async () => {
  await product.server.reset();
  product.gpu.beforeAnswer = () => undefined;
});

async function purge(queue: string): Promise<QueuePurge> {
  const response = await call("POST", `/api/queues/${queue}/purge`);
  expect(response.status).toBe(200);
  return (await response.json()) as QueuePurge;
}
/** A job over three scenes, once its chunk waits for the paused queue. */
async function startWaitingJob(): Promise<string> {
  for (let index = 0; index < 3; index += 1) await seedScene(product.db);
  const id = await product.startJob({ kind: "classify", input: { force: true } });
  await until(
    "the chunk to wait",
    async () => {
      const { data } = await product.db.from("run_steps").select("name").like("name", "wait-for-resume%");
      return (await getJob(product.db, id)).counts.total === 3 && data?.length;
    },
    60_000,
  );
  return id;
}
const pause = (queue: string, paused: boolean) => call("PATCH", `/api/queues/${queue}`, { body: { paused } });
const claim = (chunkId: string) => claimChunk(product.db, { chunkId, runId: randomUUID(), attempt: 1 });

test("a paused queue holds its chunks, shows what waits, and a resume lets them go at once", async () => {
  expect((await pause("classification", true)).status).toBe(200);
  const id = await startWaitingJob();
  const { items } = (await (await call("GET", "/api/queues")).json()) as { items: { name: string; queued: number }[] };
  expect(items.find(({ name }) => name === "classification")).toMatchObject({ paused: true, queued: 1, running: 0 });
  expect((await getJob(product.db, id)).progress.current).toBe(0);
  await pause("classification", false);
  const [job] = await product.ended(id, 30_000);
  expect(job?.counts).toMatchObject({ total: 3, cancelled: 0 });
});

test("purging a paused queue ends its items at once, though no run ever comes", async () => {
  await pause("classification", true);
  const id = await startWaitingJob();
  expect(await purge("classification")).toMatchObject({ queue: "classification", chunks: 1, items: 3, jobs: 0 });
  expect(summary(await product.ended(id, 30_000))).toEqual({ classify: "cancelled 0/0/0/3 of 3" });
  const { items } = await listItems(product.db, { jobId: id, limit: 10 });
  expect(items.map(({ error }) => error?.code)).toEqual(Array(3).fill("purged"));
});

test("what runs finishes, what waits leaves, and the count is what left", async () => {
  const jobId = await newJob(product.db);
  const running = await newChunk(product.db, jobId, ["r1", "r2"]);
  const waiting = [await newChunk(product.db, jobId, ["w1", "w2", "w3"]), await newChunk(product.db, jobId, ["w4"])];
  await sealJob(product.db, jobId, "test");
  expect(await claim(running.chunkId)).toBe("claimed");
  expect(await purge("classification")).toMatchObject({ chunks: 2, items: 4, jobs: 0 });
  for (const { chunkId } of waiting) expect(await claim(chunkId)).toBe("cancelled");
  await recordOutcomes(product.db, running.chunkId, all(running.items, "completed"));
  expect((await getJob(product.db, jobId)).counts).toMatchObject({ total: 6, completed: 2, cancelled: 4 });
  expect((await getJob(product.db, jobId)).status).toBe("completed");
  expect(await purge("classification")).toMatchObject({ chunks: 0, items: 0, jobs: 0 });
});

test("with claims and a second purge at the same time, every chunk is either run or counted once", async () => {
  const jobId = await newJob(product.db);
  const chunks = [];
  for (let index = 0; index < 30; index += 1)
    chunks.push(await newChunk(product.db, jobId, [`x${index}`, `y${index}`]));
  const [first, second, ...verdicts] = await Promise.all([
    purge("classification"),
    purge("classification"),
    ...chunks.map(({ chunkId }) => claim(chunkId)),
  ]);
  const claimed = verdicts.filter((verdict) => verdict === "claimed").length;
  expect(first.chunks + second.chunks).toBe(30 - claimed);
  expect(first.items + second.items).toBe(2 * (30 - claimed));
  const states = await Promise.all(chunks.map(async ({ chunkId }) => (await chunkRow(product.db, chunkId)).status));
  expect(states.filter((state) => state === "running")).toHaveLength(claimed);
  expect(states.filter((state) => state === "cancelled")).toHaveLength(30 - claimed);
  expect((await getJob(product.db, jobId)).counts.cancelled).toBe(2 * (30 - claimed));
});

test("a job nobody has begun is cancelled with its queue, and a paused default queue holds planners", async () => {
  await pause("celery", true);
  const id = await product.startJob({ kind: "classify", input: {} });
  await until("the planner to wait", async () => {
    const { data } = await product.db.from("run_steps").select("name").like("name", "wait-for-resume%");
    return data?.length;
  });
  expect((await getJob(product.db, id)).status).toBe("queued");
  expect(await purge("classification")).toMatchObject({ chunks: 0, items: 0, jobs: 1 });
  expect((await getJob(product.db, id)).status).toBe("cancelled");
  const other = await product.startJob({ kind: "classify", input: {} });
  await pause("default", false);
  expect(await product.ended(other)).toMatchObject([{ status: "completed" }]);
});

test("a job that ends with a purge is announced, so the job after it ends too", async () => {
  const jobId = await newJob(product.db, { kind: "detect", queue: "ai_processing" });
  await newChunk(product.db, jobId, ["a"], "ai_processing");
  await sealJob(product.db, jobId, "test");
  await purge("ai_processing");
  await until("the run that the announcement starts", async () => {
    const { data } = await product.db.from("runs").select("id").eq("function_id", "seal-next-job");
    return data?.length;
  });
});

test.each([
  ["PATCH", "/api/queues/nowhere", { paused: true }],
  ["POST", "/api/queues/nowhere/purge", undefined],
] as const)("%s %s is 404 and names the queues", async (method, url, body) => {
  const problem = await problemOf(await call(method, url, { body }));
  expect(problem).toMatchObject({ status: 404, detail: expect.stringContaining("ai_processing") });
});
