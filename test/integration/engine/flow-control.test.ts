import { describe, expect, test } from "vitest";
import { createSimulation } from "../../support/engine/simulation.ts";

const on = (id: string, rest: Record<string, unknown> = {}) => ({ id, triggers: [{ event: "e" }], ...rest });
const times = (count: number, work: (index: number) => void): void => {
  for (let index = 0; index < count; index += 1) work(index);
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("rate limit", () => {
  test("10 an hour lets two through at once, then one every six minutes", () => {
    const sim = createSimulation([on("f", { rateLimit: { limit: 10, period: "1h" } })]);
    times(60, (minute) => {
      sim.advance(minute * MINUTE);
      times(3, () => sim.send("e"));
    });
    sim.advance(HOUR);
    const minutes = sim.calls.map(({ atMs }) => atMs / MINUTE);
    expect(minutes).toEqual([0, 0, 6, 12, 18, 24, 30, 36, 42, 48, 54]);
  });

  test("keys are counted apart, and a key of false is not limited", () => {
    const sim = createSimulation([
      on("f", { rateLimit: { limit: 1, period: "1h", key: "event.data.free ? false : event.data.k" } }),
    ]);
    for (const k of ["a", "b", "a", "b"]) sim.send("e", { k, free: false });
    times(3, () => sim.send("e", { k: "a", free: true }));
    sim.advance(0);
    expect(sim.calls.map(({ data }) => (data as { k: string }).k)).toEqual(["a", "b", "a", "a", "a"]);
  });

  test("idempotency: one run a key in 24 hours", () => {
    const sim = createSimulation([on("f", { idempotency: "event.data.k + '-' + event.data.n" })]);
    const sendAll = () => times(3, (n) => times(2, () => sim.send("e", { k: "x", n })));
    sendAll();
    sim.advance(24 * HOUR - 1);
    sendAll();
    sim.advance(24 * HOUR);
    expect(sim.calls).toHaveLength(3);
    sendAll();
    sim.advance(24 * HOUR + 1);
    expect(sim.calls).toHaveLength(6);
  });
});

describe("throttle", () => {
  test("2 a second starts one every 500 ms, in order, and loses none", () => {
    const sim = createSimulation([on("f", { throttle: { limit: 2, period: "1s" } })]);
    times(5, (n) => sim.send("e", { n }));
    sim.advance(10_000);
    expect(sim.calls.map(({ atMs, data }) => [atMs, (data as { n: number }).n])).toEqual([
      [0, 0],
      [500, 1],
      [1000, 2],
      [1500, 3],
      [2000, 4],
    ]);
  });

  test("a burst starts at once, the rest is spaced", () => {
    const sim = createSimulation([on("f", { throttle: { limit: 1, period: "1s", burst: 2, key: "event.data.k" } })]);
    times(5, () => sim.send("e", { k: "a" }));
    sim.send("e", { k: "b" });
    sim.advance(10_000);
    const of = (key: string) =>
      sim.calls.filter(({ data }) => (data as { k: string }).k === key).map(({ atMs }) => atMs);
    expect(of("a")).toEqual([0, 0, 0, 1000, 2000]);
    expect(of("b")).toEqual([0]);
  });

  test("a throttled run that is cancelled gives its place to the next", () => {
    const sim = createSimulation([
      on("f", {
        throttle: { limit: 1, period: "1s" },
        cancel: [{ event: "stop", if: "event.data.n == async.data.n" }],
      }),
    ]);
    times(4, (n) => sim.send("e", { n }));
    sim.advance(0);
    sim.send("stop", { n: 1 });
    sim.advance(10_000);
    expect(sim.calls.map(({ atMs, data }) => [atMs, (data as { n: number }).n])).toEqual([
      [0, 0],
      [1000, 2],
      [2000, 3],
    ]);
  });
});

describe("debounce", () => {
  test("the newest event runs, one period after it, at the latest when the timeout is over", () => {
    const sim = createSimulation([on("f", { debounce: { period: "5s", timeout: "12s", key: "event.data.k" } })]);
    times(4, (n) => {
      sim.advance(n * 4000);
      sim.send("e", { k: "a", n });
    });
    sim.send("e", { k: "b", n: 9 });
    sim.advance(MINUTE);
    expect(sim.calls.map(({ atMs, data }) => [atMs, (data as { n: number }).n])).toEqual([
      [12_000, 2],
      [17_000, 3],
      [17_000, 9],
    ]);
  });
});

describe("batch", () => {
  const batch = on("f", {
    batchEvents: { maxSize: 3, timeout: "5s", key: "event.data.k", if: "event.data.alone != true" },
  });
  const numbers = (call: { events: unknown[] }) => call.events.map((data) => (data as { n: number }).n);

  test("runs when full, or when its time is up; excluded events run alone at once", () => {
    const sim = createSimulation([batch]);
    times(4, (n) => sim.send("e", { k: "a", n }));
    sim.send("e", { k: "b", n: 10 });
    sim.send("e", { k: "a", n: 20, alone: true });
    sim.advance(MINUTE);
    expect(sim.calls.map((call) => [call.atMs, numbers(call)])).toEqual([
      [0, [0, 1, 2]],
      [0, [20]],
      [5000, [3]],
      [5000, [10]],
    ]);
  });

  test("a full batch does not leave its timer to the next one", () => {
    const sim = createSimulation([batch]);
    times(3, (n) => sim.send("e", { k: "a", n }));
    sim.advance(4000);
    sim.send("e", { k: "a", n: 3 });
    sim.advance(MINUTE);
    expect(sim.calls.map((call) => [call.atMs, numbers(call)])).toEqual([
      [0, [0, 1, 2]],
      [9000, [3]],
    ]);
  });
});

describe("singleton", () => {
  test("skip: nothing starts while a run of the key goes on", () => {
    const sim = createSimulation([on("f", { singleton: { mode: "skip", key: "event.data.k" } })], { callMs: 1000 });
    const ids = [0, 1].map((n) => sim.send("e", { k: "a", n }));
    ids.push(sim.send("e", { k: "b", n: 2 }));
    sim.advance(1000);
    ids.push(sim.send("e", { k: "a", n: 3 }));
    sim.advance(5000);
    const statuses = ids.map((id) => sim.core.runs.byEvent(id).map(({ status }) => status));
    expect(statuses).toEqual([["Completed"], ["Skipped"], ["Completed"], ["Completed"]]);
    expect(sim.calls.map(({ data }) => (data as { n: number }).n)).toEqual([0, 2, 3]);
  });

  test("cancel: the newest run takes over", () => {
    const sim = createSimulation([on("f", { singleton: { mode: "cancel" } })], { callMs: 1000 });
    const first = sim.send("e", { n: 0 });
    sim.advance(100);
    const second = sim.send("e", { n: 1 });
    sim.advance(5000);
    const statuses = [first, second].map((id) => sim.core.runs.byEvent(id)[0]?.status);
    expect(statuses).toEqual(["Cancelled", "Completed"]);
  });
});

describe("timeouts", () => {
  test("start: what has not begun in time is cancelled; finish: measured from the first call", () => {
    const config = on("f", { concurrency: 1, timeouts: { start: "3s", finish: "30s" } });
    const sim = createSimulation([config], { callMs: 2000 });
    const ids = [0, 1, 2].map((n) => sim.send("e", { n }));
    sim.advance(MINUTE);
    expect(ids.map((id) => sim.core.runs.byEvent(id)[0]?.status)).toEqual(["Completed", "Completed", "Cancelled"]);
    const slow = createSimulation([on("f", { concurrency: 1, timeouts: { finish: "3s" } })], { callMs: 5000 });
    const eventId = slow.send("e");
    slow.advance(MINUTE);
    const run = slow.core.runs.byEvent(eventId)[0];
    expect([run?.status, (run?.endedAt ?? 0) - (run?.startedAt ?? 0)]).toEqual(["Cancelled", 3000]);
  });
});

describe("priority", () => {
  test("the head start in seconds decides the order; equal ones are first come, first served", () => {
    const sim = createSimulation([on("f", { concurrency: 1, priority: { run: "event.data.p" } })], { callMs: 10 });
    const priorities = [0, 120, -60, 120, 0];
    priorities.forEach((p, n) => void sim.send("e", { p, n }));
    sim.advance(1000);
    expect(sim.calls.map(({ data }) => (data as { n: number }).n)).toEqual([1, 3, 0, 4, 2]);
  });

  test("a head start is worth its seconds of waiting, no more", () => {
    const sim = createSimulation([on("f", { concurrency: 1, priority: { run: "event.data.p" } })], { callMs: 100_000 });
    sim.send("e", { p: 0, n: 0 });
    sim.advance(1000);
    sim.send("e", { p: 0, n: 1 });
    sim.advance(32_000);
    sim.send("e", { p: 30, n: 2 });
    sim.advance(33_000);
    sim.send("e", { p: 60, n: 3 });
    sim.advance(1_000_000);
    expect(sim.calls.map(({ data }) => (data as { n: number }).n)).toEqual([0, 3, 1, 2]);
  });
});

describe("clock jumps", () => {
  test("forward: what fell due meanwhile happens once, at once, in its order", () => {
    const sim = createSimulation([on("f", { debounce: { period: "10s", key: "event.data.n" } })]);
    times(3, (n) => {
      sim.advance(n * 100);
      sim.send("e", { n });
    });
    sim.jump(HOUR);
    sim.advance(HOUR + 10_000);
    expect(sim.calls.map(({ data }) => (data as { n: number }).n)).toEqual([0, 1, 2]);
  });

  test("back: queued work goes on, throttled work does not wait for the jump", () => {
    const sim = createSimulation([on("f", { throttle: { limit: 1, period: "1s" } }), on("g")]);
    sim.advance(HOUR);
    times(2, (n) => sim.send("e", { n }));
    sim.advance(HOUR);
    sim.jump(-HOUR / 2);
    times(2, (n) => sim.send("e", { n: n + 2 }));
    sim.advance(HOUR / 2 + 10_000);
    const of = (fn: string) => sim.calls.filter((call) => call.fn === fn).length;
    expect(of("g")).toBe(4);
    expect(of("f")).toBe(4);
  });
});

describe("a timer that cannot be handled", () => {
  test("is dropped with its reason and holds nothing else up", () => {
    const sim = createSimulation([on("f", { debounce: { period: "1s", key: "event.data.k" } })]);
    sim.send("e", { k: "bad", n: 0 });
    sim.send("e", { k: "good", n: 1 });
    sim.core.db.prepare("UPDATE buffers SET event_ids_json = '{' WHERE key LIKE '%bad'").run();
    sim.advance(5_000);
    expect(sim.calls.map(({ data }) => (data as { n: number }).n)).toEqual([1]);
    expect(sim.core.queue.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });
});

describe("event ids", () => {
  test("per function, an id starts one run in 24 hours; the event itself is stored each time", () => {
    const sim = createSimulation([on("f"), on("g", { triggers: [{ event: "e", expression: "event.data.n > 0" }] })]);
    const ids = [0, 1, 2].map((n) => sim.send("e", { n }, "same"));
    sim.advance(0);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => sim.core.events.get(id))).toBe(true);
    expect(sim.calls.map(({ fn }) => fn)).toEqual(["f", "g"]);
    sim.advance(24 * HOUR + 1);
    sim.send("e", { n: 1 }, "same");
    sim.advance(24 * HOUR + 2);
    expect(sim.calls.map(({ fn }) => fn)).toEqual(["f", "g", "f", "g"]);
  });
});
