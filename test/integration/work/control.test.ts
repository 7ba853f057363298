import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { jobCancelled, queueResumed } from "@/inngest/events";
import { cancelJob, type getJob, listItems } from "@/lib/jobs/jobs.repository";
import { listRuns } from "@/lib/jobs/runs.repository";
import { until } from "../../support/engine/harness.ts";
import { jobOf, type Product, startProduct, summary } from "../../support/product.ts";
import { rowsOf } from "../../support/work.ts";

const SCRAPE = { kind: "scrape" as const, input: { source: "gallery", limit: 6, pipeline: true } };

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.stop());
beforeEach(async () => {
  await product.server.reset();
  product.gpu.beforeAnswer = () => undefined;
});

const send = async (event: { name: string; data?: unknown }) =>
  product.send(event.name, event.data as Record<string, unknown>);
const setQueue = (name: string, state: { is_paused?: boolean; purged_at?: string }) =>
  product.db.from("queue_state").update(state).eq("name", name).throwOnError();
const addsUp = ({ counts: { total, completed, failed, skipped, cancelled } }: Awaited<ReturnType<typeof getJob>>) =>
  completed + failed + skipped + cancelled === total;

/** Holds the gpu-worker's first answer; resolves when it has been asked. */
function holdGpu(): { asked: Promise<void>; release: () => void } {
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const { gpu } = product;
  const before = gpu.calls();
  gpu.beforeAnswer = (calls) => {
    if (calls < before) return undefined;
    asked.resolve();
    return held.promise;
  };
  return { asked: asked.promise, release: held.resolve };
}

test("cancelled in the middle: what runs stops, the counts add up, and a retry goes on from there", async () => {
  const gate = holdGpu();
  const id = await product.startJob(SCRAPE);
  await gate.asked;
  const cancelled = await cancelJob(product.db, id);
  for (const job_id of cancelled) await send(jobCancelled.create({ job_id }));
  gate.release();

  const chain = await product.ended(id);
  for (const job of chain) expect(addsUp(job)).toBe(true);
  const detect = jobOf(chain, "detect");
  expect(detect).toMatchObject({
    status: "cancelled",
    counts: { completed: 0, failed: 0, cancelled: detect.counts.total },
  });
  await until("the cancelled run to be on record as cancelled", async () => {
    const { items } = await listRuns(product.db, { jobId: detect.id, limit: 10 });
    return items.some(({ status }) => status === "cancelled") && items.every(({ status }) => status !== "running");
  });
  expect(await rowsOf(product.db, "dead_letters")).toBe(0);

  await product.retry(detect.id);
  const total = detect.counts.total;
  const after = await until("the retried job and what follows to end", async () => {
    const jobs = await product.ended(id);
    return jobs.some(({ kind, status }) => kind === "classify" && status === "completed") && jobs;
  });
  expect(summary(after)).toMatchObject({
    detect: `completed ${total}/0/0/0 of ${total}`,
    colors: `completed ${total}/0/0/0 of ${total}`,
    classify: `completed ${total}/0/0/0 of ${total}`,
  });
});

test("a paused queue waits, and goes on when it is resumed", async () => {
  const callsBefore = product.gpu.calls();
  await setQueue("ai_processing", { is_paused: true });
  const id = await product.startJob(SCRAPE);
  await until(
    "the scrape to be over and detection to wait",
    async () => {
      const chain = await product.chain(id);
      const { data } = await product.db.from("run_steps").select("name").like("name", "wait-for-resume%");
      return chain[0]?.status === "completed" && data?.length;
    },
    60_000,
  );
  expect(product.gpu.calls()).toBe(callsBefore);
  expect(jobOf(await product.chain(id), "detect")).toMatchObject({ progress: { current: 0 } });

  await setQueue("ai_processing", { is_paused: false });
  await send(queueResumed.create({ queue: "ai_processing" }));
  expect(summary(await product.ended(id))).toMatchObject({ classify: "completed 6/0/0/0 of 6" });
});

test("a purge sends waiting chunks away with a reason, and the jobs end", async () => {
  await setQueue("ai_processing", { purged_at: new Date(Date.now() + 3_600_000).toISOString() });
  const id = await product.startJob(SCRAPE);
  const chain = await product.ended(id);
  expect(summary(chain)).toEqual({ scrape: "completed 6/0/0/0 of 6", detect: "cancelled 0/0/0/6 of 6" });
  const { items } = await listItems(product.db, { jobId: jobOf(chain, "detect").id, limit: 10 });
  expect(items.map(({ error }) => error?.code)).toEqual(Array(6).fill("purged"));
});

test("pipeline off: the scenes are collected and no other job is made", async () => {
  const id = await product.startJob({ ...SCRAPE, input: { ...SCRAPE.input, pipeline: false } });
  expect(summary(await product.ended(id))).toEqual({ scrape: "completed 6/0/0/0 of 6" });
});
