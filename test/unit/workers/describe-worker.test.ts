import { expect, test } from "vitest";
import { describeWorker, type WorkerRow } from "@/lib/workers/describe-worker";
import { gpuWorkerId } from "@/lib/workers/watch-workers";

const SEEN = Date.parse("2026-11-24T12:00:00Z");
const status = {
  name: "studio",
  version: "0.1.0",
  state: "up",
  device: "cpu",
  models: [],
  busy: 2,
  images_done: 40,
  images_failed: 1,
  rss_mb: 512,
  cpu_percent: 180,
  recycles: 3,
  uptime_s: 60,
};
const row = (over: Partial<WorkerRow> = {}): WorkerRow => ({
  id: "gpu-a-8790",
  kind: "gpu-worker",
  url: "http://a:8790",
  version: "0.1.0",
  state: "up",
  details: status,
  started_at: null,
  last_seen_at: "2026-11-24T12:00:00+00:00",
  ...over,
});

test.each([
  [0, "up"],
  [44, "up"],
  [45, "lost"],
  [86_400, "lost"],
])("a worker silent for %i s is %s", (seconds, state) => {
  expect(describeWorker(row(), SEEN + seconds * 1000).state).toBe(state);
});

test("one that said it ends is down, however long ago", () => {
  expect(describeWorker(row({ state: "down" }), SEEN + 1e9).state).toBe("down");
});

test("a gpu-worker that never answered is lost from the start, and was never seen", () => {
  expect(describeWorker(row({ details: {} }), SEEN)).toMatchObject({
    state: "lost",
    name: "http://a:8790",
    last_seen_at: null,
    actions: [],
  });
});

test("what it told comes through, and it can be told what makes sense", () => {
  const worker = describeWorker(row(), SEEN);
  expect(worker).toMatchObject({ name: "studio", memory_mb: 512, busy: 2, done: 40, failed: 1, recycles: 3 });
  expect(worker.actions).toEqual(["drain", "restart", "shutdown"]);
  expect(describeWorker(row({ state: "draining" }), SEEN).actions).toEqual(["resume", "restart", "shutdown"]);
});

test("an app instance can be told nothing", () => {
  const details = {
    name: "host",
    pid: 7,
    memory_mb: 200,
    cpu_percent: null,
    event_loop_delay_ms: 12.5,
    busy: 0,
    done: 9,
    failed: 0,
  };
  const worker = describeWorker(row({ kind: "app", url: null, details }), SEEN);
  expect(worker).toMatchObject({ name: "host", pid: 7, event_loop_delay_ms: 12.5, recycles: null, actions: [] });
});

test.each([
  ["http://10.0.0.5:8790", "gpu-10.0.0.5-8790"],
  ["https://gpu.example.com/", "gpu-gpu.example.com"],
  ["https://example.com/gpu/1", "gpu-example.com-gpu-1"],
])("%s is %s in a path", (url, id) => {
  expect(gpuWorkerId(url)).toBe(id);
});
