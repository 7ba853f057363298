import { expect, test } from "vitest";
import { latencyQuantileMs } from "../../bench/engine/processes.ts";

test("a quantile is linear within its bucket, unbounded past the last, and nothing of nothing", () => {
  const buckets = [
    { boundMs: 1, count: 0 },
    { boundMs: 5, count: 80 },
    { boundMs: 10, count: 90 },
    { boundMs: Number.POSITIVE_INFINITY, count: 100 },
  ];
  expect(latencyQuantileMs(buckets, 0.5)).toBe(3.5);
  expect(latencyQuantileMs(buckets, 0.85)).toBe(7.5);
  expect(latencyQuantileMs(buckets, 0.95)).toBe(Number.POSITIVE_INFINITY);
  expect(latencyQuantileMs([], 0.5)).toBeNaN();
});
