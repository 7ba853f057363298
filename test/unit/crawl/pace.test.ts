import { expect, test } from "vitest";
import { adaptPace, type Pace } from "@/lib/crawl/pace";

const START: Pace = { delayMs: 0, latencyMs: null };
const LEAST = { delayMs: 1000 };
const seen = (status: number | null, elapsedMs = 100) => ({ status, elapsedMs });

test("a host in good health is asked at the least distance", () => {
  expect(adaptPace(START, seen(200), LEAST)).toEqual({ delayMs: 1000, latencyMs: 100 });
});

test("a slow host rests as long as it takes to answer", () => {
  expect(adaptPace(START, seen(200, 4000), LEAST).delayMs).toBe(4000);
});

test.each([429, 500, 503, null])("after %s the pause doubles, up to a minute", (status) => {
  const once = adaptPace({ delayMs: 1000, latencyMs: 100 }, seen(status), LEAST);
  expect(once.delayMs).toBe(2000);
  let pace: Pace = once;
  for (let time = 0; time < 20; time += 1) pace = adaptPace(pace, seen(status), LEAST);
  expect(pace.delayMs).toBe(60_000);
});

test("it shrinks a tenth a good answer, and never below the least", () => {
  let pace: Pace = { delayMs: 60_000, latencyMs: 100 };
  const steps: number[] = [];
  while (pace.delayMs > 1000) {
    pace = adaptPace(pace, seen(200), LEAST);
    steps.push(pace.delayMs);
  }
  expect(steps.slice(0, 2)).toEqual([54_000, 48_600]);
  expect(steps.length).toBeGreaterThan(30);
  expect(steps.at(-1)).toBe(1000);
});

test("a longer Crawl-delay than a minute would be kept", () => {
  expect(adaptPace(START, seen(500), { delayMs: 90_000 }).delayMs).toBe(90_000);
});

test("a site of our own is not slowed by its latency, but by its refusals", () => {
  expect(adaptPace(START, seen(200, 4000), { delayMs: 0 }).delayMs).toBe(0);
  const hurt = adaptPace(START, seen(503), { delayMs: 0 });
  expect(hurt.delayMs).toBe(1000);
  let pace: Pace = hurt;
  for (let time = 0; time < 30; time += 1) pace = adaptPace(pace, seen(200), { delayMs: 0 });
  expect(pace.delayMs).toBe(0);
});
