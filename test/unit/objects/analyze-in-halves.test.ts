import { expect, test } from "vitest";
import type { AnalyzedImage, AnalyzeRequest } from "@/lib/contracts/analyze";
import { MemoryError, TimeoutError, UpstreamError } from "@/lib/errors";
import { analyzeInHalves } from "@/lib/objects/analyze-in-halves";

const ref = { id: "m", version: "1" };
const images = ["a", "b", "c", "d"].map((id) => ({ id, url: `https://example.com/${id}` }));

/** A worker that fails on every batch for which `fails` has an error; remembers what it was asked. */
function worker(fails: (ids: string[]) => Error | null) {
  const asked: string[] = [];
  return {
    asked,
    analyze: async (request: AnalyzeRequest) => {
      const ids = request.images.map(({ id }) => id);
      asked.push(ids.join(""));
      const error = fails(ids);
      if (error) throw error;
      const results: AnalyzedImage[] = ids.map((id) => ({
        id,
        ok: true,
        width_px: 1,
        height_px: 1,
        objects: [],
        embedding: null,
        timings_ms: {},
      }));
      return { results, models: { detect: ref, segment: ref, embed: ref } };
    },
  };
}
const said = ({ results }: { results: AnalyzedImage[] }) =>
  results.map((result) => `${result.id}:${result.ok ? "ok" : result.error.code}`);

test("a batch that goes through is asked for once", async () => {
  const gpu = worker(() => null);
  expect(said(await analyzeInHalves(gpu, images))).toEqual(["a:ok", "b:ok", "c:ok", "d:ok"]);
  expect(gpu.asked).toEqual(["abcd"]);
});

test("a picture that takes the worker down fails alone, in its place", async () => {
  const gpu = worker((ids) => (ids.includes("c") ? new MemoryError("gone") : null));
  const answer = await analyzeInHalves(gpu, images);
  expect(said(answer)).toEqual(["a:ok", "b:ok", "c:memory", "d:ok"]);
  expect(answer.models).not.toBeNull();
  expect(gpu.asked).toEqual(["abcd", "ab", "cd", "c", "d"]);
});

test("too many at once for the memory: halves go through", async () => {
  const gpu = worker((ids) => (ids.length > 2 ? new MemoryError("too much") : null));
  expect(said(await analyzeInHalves(gpu, images))).toEqual(["a:ok", "b:ok", "c:ok", "d:ok"]);
});

test("too slow together, each alone in time; none through gives no models", async () => {
  const slow = worker((ids) => (ids.length > 1 ? new TimeoutError("slow") : null));
  expect(said(await analyzeInHalves(slow, images))).toEqual(["a:ok", "b:ok", "c:ok", "d:ok"]);
  const never = worker(() => new TimeoutError("slow"));
  expect(await analyzeInHalves(never, images.slice(0, 1))).toMatchObject({
    models: null,
    results: [{ id: "a", ok: false, error: { code: "timeout", permanent: false } }],
  });
});

test("a worker out of reach says nothing of the pictures: thrown at once", async () => {
  const gpu = worker(() => new UpstreamError("away"));
  await expect(analyzeInHalves(gpu, images)).rejects.toThrow("away");
  expect(gpu.asked).toEqual(["abcd"]);
});
