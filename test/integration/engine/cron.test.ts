import { expect, test } from "vitest";
import { nextTickMs } from "../../../local/engine/cron.ts";
import { createSimulation, START_MS } from "../../support/engine/simulation.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const cron = (pattern: string, jitter?: string) => ({
  id: "f",
  triggers: [{ cron: pattern, ...(jitter ? { jitter } : {}) }],
});

test("every tick starts one run, with the tick as its event's id", () => {
  const sim = createSimulation([cron("*/15 * * * *")]);
  sim.advance(HOUR + MINUTE);
  expect(sim.calls.map(({ atMs }) => atMs / MINUTE)).toEqual([15, 30, 45, 60]);
  const [first] = sim.core.events.list({ name: "inngest/scheduled.timer", limit: 10 }).reverse();
  expect(first?.body()).toMatchObject({
    id: "2026-01-01T00:15:00Z",
    name: "inngest/scheduled.timer",
    data: { cron: "*/15 * * * *", scheduledAt: "2026-01-01T00:15:00Z" },
  });
});

test("ticks missed while the machine slept are not made up for; the next one comes on time", () => {
  const sim = createSimulation([cron("*/15 * * * *")]);
  sim.advance(10 * MINUTE);
  sim.jump(2 * HOUR + 7 * MINUTE);
  sim.register([cron("*/15 * * * *")]);
  sim.advance(3 * HOUR);
  expect(sim.calls.map(({ atMs }) => atMs / MINUTE)).toEqual([150, 165, 180]);
});

test("a clock set back does not start a tick twice", () => {
  const sim = createSimulation([cron("*/15 * * * *")]);
  sim.advance(16 * MINUTE);
  sim.jump(-5 * MINUTE);
  sim.register([cron("*/15 * * * *"), { id: "g", triggers: [{ event: "x" }] }]);
  sim.advance(31 * MINUTE);
  expect(sim.calls.map(({ atMs }) => atMs / MINUTE)).toEqual([15, 30]);
});

test("registering again replaces schedules and keeps unchanged ones", () => {
  const sim = createSimulation([cron("*/15 * * * *")]);
  sim.advance(16 * MINUTE);
  sim.register([cron("50 * * * *")]);
  sim.advance(2 * HOUR);
  expect(sim.calls.map(({ atMs }) => atMs / MINUTE)).toEqual([15, 50, 110]);
});

test("jitter moves each tick by the same amount every time, within its bound", () => {
  const at = () => {
    const sim = createSimulation([cron("0 * * * *", "5m")]);
    sim.advance(6 * HOUR);
    return sim.calls.map(({ atMs }) => atMs % HOUR);
  };
  const offsets = at();
  expect(offsets.every((offset) => offset < 5 * MINUTE)).toBe(true);
  expect(new Set(offsets).size).toBeGreaterThan(1);
  expect(at()).toEqual(offsets);
});

test.each([
  {
    name: "UTC without a zone",
    pattern: "0 9 * * 1-5",
    after: "2026-01-03T00:00:00Z",
    next: "2026-01-05T09:00:00.000Z",
  },
  {
    name: "Paris in winter",
    pattern: "TZ=Europe/Paris 0 9 * * *",
    after: "2026-01-03T00:00:00Z",
    next: "2026-01-03T08:00:00.000Z",
  },
  {
    name: "Paris in summer",
    pattern: "TZ=Europe/Paris 0 9 * * *",
    after: "2026-07-03T00:00:00Z",
    next: "2026-07-03T07:00:00.000Z",
  },
  {
    name: "across the change to summer time",
    pattern: "TZ=Europe/Paris 0 9 * * *",
    after: "2026-03-28T08:00:00Z",
    next: "2026-03-29T07:00:00.000Z",
  },
])("time zones: $name", ({ pattern, after, next }) => {
  expect(new Date(nextTickMs(pattern, Date.parse(after)) ?? 0).toISOString()).toBe(next);
});

test("a schedule that is none is refused with its function's name", () => {
  expect(() => createSimulation([cron("* * * *")])).toThrow(/"f".*5 fields/);
  expect(() => createSimulation([cron("TZ=Mars/Base 0 9 * * *")])).toThrow(/"f"/);
  expect(START_MS % MINUTE).toBe(0);
});
