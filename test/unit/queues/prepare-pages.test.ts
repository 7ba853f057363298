import { expect, test } from "vitest";
import { prepareOperations } from "@/app/(dashboard)/prepare-overview";
import { describePurge, describeSeries, prepareFacts } from "@/app/(dashboard)/queues/prepare-queue";
import { prepareRouting } from "@/app/(dashboard)/queues/prepare-routing";
import type { Queue, QueueRouting } from "@/lib/contracts/queues";

const QUEUE: Queue = {
  name: "detection",
  aliases: [],
  limit: 1,
  limit_from: "inngest/queues.ts",
  priority: 7,
  retries: 3,
  paused: false,
  purged_at: null,
  last_purge: null,
  queued: 30,
  running: 1,
  jobs_waiting: 0,
  oldest_wait_s: 95,
  rate_per_min: { in: 2, started: 6.04, finished: 6 },
  drain_s: 450,
  wait: { count: 33, p50_ms: 1500, p95_ms: 60_000 },
  run: { count: 33, p50_ms: null, p95_ms: null },
  series: [
    { at: "2026-11-24T12:00:00Z", queued: 40, running: 1, in: 4, finished: 12 },
    { at: "2026-11-24T12:01:00Z", queued: 30, running: 1, in: 0, finished: 21 },
  ],
};
const factsOf = (over: Partial<Queue>) =>
  Object.fromEntries(prepareFacts({ ...QUEUE, ...over }).map(({ label, value }) => [label, value]));

test("the figures of a queue read as people say them", () => {
  expect(factsOf({})).toMatchObject({
    Waiting: "30",
    "Oldest wait": "1 min 35 s",
    "In and out": "2.0 · 6.0",
    "Empty in": "7 min 30 s",
    "Wait, 50% / 95%": "1.5 s / 1 min 00 s",
    "Run, 50% / 95%": "–",
  });
});

test.each([
  [{ queued: 0, drain_s: 0 }, "–"],
  [{ paused: true }, "paused"],
  [{ drain_s: null }, "not getting shorter"],
] as const)("empty in, with %o: %s", (over, text) => {
  expect(factsOf(over)["Empty in"]).toBe(text);
});

test("the chart has a sentence, and a purge says what it took", () => {
  expect(describeSeries(QUEUE.series, "hour")).toBe("Over the last hour: at most 40 waiting, 33 finished.");
  expect(describePurge({ chunks: 1, items: 32, jobs: 0 })).toBe("Cancelled 1 chunk with 32 items.");
  expect(describePurge({ chunks: 2, items: 3, jobs: 1 })).toBe(
    "Cancelled 2 chunks with 3 items and 1 job nobody had begun.",
  );
  expect(describePurge({ chunks: 0, items: 0, jobs: 0 })).toContain("Nothing was waiting");
});

test("the routing picture has each thing once, inside its height, and joins neighbours only", () => {
  const route = (trigger: string, name: string, queue: "default" | "detection" | null) => ({
    trigger,
    condition: null,
    function: name,
    queue,
    worker: queue === "detection" ? ("gpu-worker" as const) : ("app" as const),
  });
  const routes: QueueRouting["routes"] = [
    route("modomo/a.requested", "plan-a", "default"),
    route("modomo/b.requested", "plan-b", "default"),
    route("modomo/a.planned", "do-a", "detection"),
    route("cron * * * * *", "tidy", null),
  ];
  const { columns, edges, heightPx } = prepareRouting(routes);
  expect(columns.map(({ nodes }) => nodes.length)).toEqual([4, 4, 3, 2]);
  expect(columns[0]?.nodes.map(({ label }) => label)).toContain("a.requested");
  for (const { nodes } of columns) for (const { y } of nodes) expect(y > 0 && y < heightPx).toBe(true);
  expect(edges).toHaveLength(4 + 4 + 3);
  for (const { column, from, to } of edges) {
    expect(columns[column]?.nodes[from]).toBeDefined();
    expect(columns[column + 1]?.nodes[to]).toBeDefined();
  }
});

test("what should worry is marked, and what is quiet says so", () => {
  const quiet = prepareOperations({
    queues: { queued: 0, running: 2, paused: [] },
    workers: { up: 2, draining: 0, lost: 0 },
    failures: 0,
    alerts: 0,
  });
  expect(quiet.map(({ tone }) => tone)).toEqual(["ok", "ok", "ok", "ok"]);
  const loud = prepareOperations({
    queues: { queued: 5, running: 0, paused: ["detection"] },
    workers: { up: 1, draining: 1, lost: 2 },
    failures: 1000,
    alerts: 1,
  });
  expect(loud.map(({ tone }) => tone)).toEqual(["warn", "bad", "warn", "bad"]);
  expect(loud.map(({ hint }) => hint)[1]).toBe("2 lost, 1 draining");
  expect(loud[2]?.value).toBe("1,000 or more");
});
