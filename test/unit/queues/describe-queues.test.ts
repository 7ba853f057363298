import { expect, test } from "vitest";
import { describeQueues, type QueueSettings, spanOf } from "@/lib/queues/describe-queues";
import { percentileMs } from "@/lib/queues/histogram";
import type { QueueStats } from "@/lib/queues/queues.repository";

const NOW = Date.parse("2026-11-24T12:00:30Z");
const SETTINGS: QueueSettings[] = [
  { name: "detection", limit: 1, limit_from: "inngest/queues.ts", priority: 7, retries: 3 },
];
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`) / 1000;
const state = (over: Partial<QueueStats["queues"][number]> = {}): QueueStats["queues"][number] => ({
  name: "detection",
  is_paused: false,
  purged_at: null,
  queued: 0,
  running: 0,
  jobs_waiting: 0,
  oldest_queued_at: null,
  last_purge: null,
  ...over,
});
const describe15m = (stats: Partial<QueueStats>) => {
  const whole: QueueStats = { queues: [state()], flow: [], durations: [], recent: [], ...stats };
  const [queue] = describeQueues(whole, { settings: SETTINGS, window: "15m", nowMs: NOW });
  if (!queue) throw new Error("no queue");
  return queue;
};

test("depths of the past follow from the depth now and what moved since", () => {
  const { series } = describe15m({
    queues: [state({ queued: 4, running: 1 })],
    flow: [
      ["detection", at("11:58:00"), "entered", 10],
      ["detection", at("11:59:00"), "left", 5],
      ["detection", at("11:59:00"), "wait", 5],
      ["detection", at("11:59:00"), "stopped", 4],
      ["detection", at("11:59:00"), "run", 4],
      ["detection", at("12:00:00"), "left", 1],
      ["detection", at("12:00:00"), "wait", 1],
      ["detection", at("12:00:00"), "stopped", 1],
      ["import", at("11:59:00"), "entered", 99],
    ],
  });
  expect(series).toHaveLength(15);
  expect(
    series.slice(-4).map(({ queued, running, in: entered, finished }) => [queued, running, entered, finished]),
  ).toEqual([
    [0, 0, 0, 0],
    [10, 0, 10, 0],
    [5, 1, 0, 4],
    [4, 1, 0, 0],
  ]);
  expect(series.at(-1)?.at).toBe("2026-11-24T12:00:00.000Z");
});

test("it drains at what is started less what comes in", () => {
  const stats = (entered: number, started: number): Partial<QueueStats> => ({
    queues: [state({ queued: 30 })],
    recent: [
      ["detection", "entered", entered],
      ["detection", "wait", started],
    ],
  });
  // 5.5 minutes: five whole ones and the half that runs.
  expect(describe15m(stats(11, 33)).rate_per_min).toEqual({ in: 2, started: 6, finished: 0 });
  expect(describe15m(stats(11, 33)).drain_s).toBe(450);
  expect(describe15m(stats(33, 33)).drain_s).toBeNull();
  expect(describe15m({ queues: [state()] }).drain_s).toBe(0);
});

test("a queue nothing is known of is an empty one", () => {
  const queue = describe15m({ queues: [] });
  expect(queue).toMatchObject({ queued: 0, running: 0, oldest_wait_s: null, paused: false });
  expect(queue.wait).toEqual({ count: 0, p50_ms: null, p95_ms: null });
});

test("percentiles of known durations are right to 9 %", () => {
  const histogram = new Map<number, number>();
  const durations = Array.from({ length: 1000 }, (_, index) => 10 + index * 20); // 10 ms to 19.99 s
  for (const ms of durations) {
    const bucket = Math.floor(4 * Math.log2(ms));
    histogram.set(bucket, (histogram.get(bucket) ?? 0) + 1);
  }
  for (const [share, exact] of [
    [0.5, 10_000],
    [0.95, 19_000],
    [0.01, 210],
  ] as const) {
    expect(Math.abs((percentileMs(histogram, share) ?? 0) - exact) / exact).toBeLessThan(0.09);
  }
  expect(percentileMs(new Map(), 0.5)).toBeNull();
});

test.each(["15m", "1h", "24h"] as const)("the slots of %s end with the one that runs", (window) => {
  const { sinceMs, slotS, slots } = spanOf(window, NOW);
  const lastMs = sinceMs + (slots - 1) * slotS * 1000;
  expect(lastMs).toBeLessThanOrEqual(NOW);
  expect(NOW - lastMs).toBeLessThan(slotS * 1000);
  expect(slotS * slots).toBe({ "15m": 900, "1h": 3600, "24h": 86_400 }[window]);
});
