import { expect, test } from "vitest";
import { Limiter } from "../../../gpu-worker/src/limiter.ts";

test("never runs more than the limit at once, keeps the order, survives failures", async () => {
  const limiter = new Limiter(2);
  const started: number[] = [];
  let peak = 0;
  const work = (i: number) =>
    limiter.run(async () => {
      started.push(i);
      peak = Math.max(peak, limiter.active);
      await new Promise((resolve) => setTimeout(resolve, 5 - i));
      if (i === 1) throw new Error("one fails");
      return i;
    });
  const outcomes = await Promise.allSettled([0, 1, 2, 3, 4].map(work));
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(peak).toBe(2);
  expect(limiter.active).toBe(0);
});
