import { expect, test } from "vitest";
import { QUEUE_NAMES } from "@/lib/contracts/jobs";
import type { Figures } from "@/lib/signals/figures.repository";
import { CHUNK_TASKS, type MetricFamily, prepareMetrics } from "@/lib/signals/prepare-metrics";
import { routeOf } from "@/lib/signals/process-metrics";

const NOTHING: Figures = {
  counters: [],
  queues: [],
  live_jobs: [],
  runs: [],
  durations: [],
  waits: [],
  workers: [],
  dead_letters_open: 0,
  alerts_open: {},
};

const valuesOf = (families: MetricFamily[], name: string) => families.find((family) => family.name === name)?.values;

test("narrow buckets become cumulative ones, with sum and count, for each function by itself", () => {
  const families = prepareMetrics({
    ...NOTHING,
    durations: [
      { function_id: "a", le: 5, runs: 2, total_ms: 6_000 },
      { function_id: "a", le: 0.5, runs: 3, total_ms: 900 },
      { function_id: "b", le: Number.POSITIVE_INFINITY, runs: 1, total_ms: 1_000_000 },
    ],
  });
  const rows = valuesOf(families, "flower_task_runtime_seconds")?.map(({ metricName = "", labels, value }) => [
    metricName.replace("flower_task_runtime_seconds_", ""),
    labels.task,
    labels.le,
    value,
  ]);
  expect(rows).toEqual([
    ["bucket", "a", 0.5, 3],
    ["bucket", "a", 5, 5],
    ["bucket", "a", "+Inf", 5],
    ["sum", "a", undefined, 6.9],
    ["count", "a", undefined, 5],
    ["bucket", "b", 0.5, 0],
    ["bucket", "b", 5, 0],
    ["bucket", "b", "+Inf", 1],
    ["sum", "b", undefined, 1000],
    ["count", "b", undefined, 1],
  ]);
});

test.each([
  { name: "seen just now", worker: { state: "up", silent_s: 3 }, online: 1 },
  { name: "draining still works", worker: { state: "draining", silent_s: 59 }, online: 1 },
  { name: "silent for over a minute", worker: { state: "up", silent_s: 61 }, online: 0 },
  { name: "said that it stops", worker: { state: "down", silent_s: 1 }, online: 0 },
])("a worker $name is online: $online", ({ worker, online }) => {
  const families = prepareMetrics({ ...NOTHING, workers: [{ id: "w", kind: "gpu-worker", busy: null, ...worker }] });
  expect(valuesOf(families, "flower_worker_online")).toEqual([{ labels: { worker: "w" }, value: online }]);
});

test("a worker that does not say how busy it is has no figure rather than a wrong one", () => {
  const worker = { kind: "gpu-worker", state: "up", silent_s: 1 };
  const families = prepareMetrics({
    ...NOTHING,
    workers: [
      { ...worker, id: "a", busy: "2" },
      { ...worker, id: "b", busy: null },
      { ...worker, id: "c", busy: "very" },
    ],
  });
  expect(valuesOf(families, "flower_worker_number_of_currently_executing_tasks")).toEqual([
    { labels: { worker: "a" }, value: 2 },
  ]);
});

test("every queue that holds chunks has its task", () => {
  expect(Object.keys(CHUNK_TASKS).toSorted()).toEqual(QUEUE_NAMES.filter((name) => name !== "default").toSorted());
});

test.each([
  { path: "/api/jobs", params: {}, route: "/api/jobs" },
  { path: "/api/jobs/7/items", params: { id: "7" }, route: "/api/jobs/[id]/items" },
  { path: "/api/queues/a%20b/purge", params: { name: "a b" }, route: "/api/queues/[name]/purge" },
  { path: "/api/files/a/b", params: { path: ["a", "b"] }, route: "/api/files/[path]/[path]" },
  { path: "/api/jobs/%zz", params: { id: "7" }, route: "/api/jobs/%zz" },
])("$path is the route $route", ({ path, params, route }) => {
  expect(routeOf(path, params)).toBe(route);
});
