import { afterAll, beforeAll, expect, test } from "vitest";
import type { StepTools } from "@/inngest/chunk-function";
import { claimChunk, openItems, sweepChunks } from "@/lib/jobs/chunks.repository";
import { type Product, startProduct } from "../../support/product.ts";
import { chunkRow, newChunk, newJob } from "../../support/work.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
});
afterAll(() => product?.stop());

// The real functions, with every step run at once.
const step = {
  run: (_id: string, work: () => Promise<unknown>) => work(),
  sendEvent: () => Promise.resolve(),
} as unknown as StepTools;

test("a run that fails after its chunk was taken to be lost leaves the next run's items alone", async () => {
  const { endChunkOf } = await import("@/inngest/failures");
  const { db } = product;
  const { chunkId } = await newChunk(db, await newJob(db), ["a", "b"]);
  await claimChunk(db, { chunkId, runId: "old", attempt: 1 });
  const soon = new Date(Date.now() + 60_000).toISOString();
  await sweepChunks(db, { queuedBefore: soon, runningBefore: soon, limit: 10 });
  expect(await claimChunk(db, { chunkId, runId: "new", attempt: 2 })).toBe("claimed");

  const error = { code: "upstream", message: "answered 503" };
  await endChunkOf(step, { chunk_id: chunkId, attempt: 1 }, "failed", error);
  expect(await openItems(db, chunkId)).toHaveLength(2);
  expect((await chunkRow(db, chunkId)).status).toBe("running");
  await endChunkOf(step, { chunk_id: chunkId, attempt: 2 }, "failed", error);
  expect((await chunkRow(db, chunkId)).status).toBe("finished");
});
