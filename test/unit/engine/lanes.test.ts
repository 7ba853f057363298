import { describe, expect, test } from "vitest";
import { encodeLane } from "../../../local/engine/flow/lane-key.ts";
import { createLanes } from "../../../local/engine/flow/lanes.ts";
import { type EngineFunction, toFunction } from "../../../local/engine/registry/function.ts";
import { functionConfigSchema } from "../../../local/engine/registry/payload.ts";
import type { QueueItem } from "../../../local/engine/types.ts";

const makeFunction = (id: string, rest: Record<string, unknown> = {}): EngineFunction =>
  toFunction(
    functionConfigSchema.parse({ id, triggers: [], steps: { step: { runtime: { url: "http://x" } } }, ...rest }),
    "app",
  );

/** Lanes over a queue that is a plain list. */
function setup(functions: EngineFunction[]) {
  const waiting: QueueItem[] = [];
  const bySlug = new Map(functions.map((fn) => [fn.slug, fn]));
  let appRetryAtMs: number | null = null;
  const lanes = createLanes({
    findFunction: (slug) => bySlug.get(slug),
    head: (lane) => {
      const [first, second] = waiting
        .filter((item) => item.lane === lane)
        .sort((a, b) => a.ord - b.ord || a.seq - b.seq);
      return first ? { item: first, nextOrd: second?.ord ?? null } : null;
    },
    admitStart: () => null,
    appRetryAt: (_, nowMs) => (appRetryAtMs !== null && nowMs < appRetryAtMs ? appRetryAtMs : null),
  });
  let seq = 0;
  return {
    lanes,
    waiting,
    functions: bySlug,
    holdApp: (untilMs: number | null): void => {
      appRetryAtMs = untilMs;
    },
    add: (fn: string, groups: string[], ord: number): void => {
      seq += 1;
      const lane = encodeLane({ fn, throttle: null, groups });
      waiting.push({
        seq,
        id: `i${seq}`,
        runId: null,
        kind: "edge",
        stepId: "step",
        attempt: 0,
        generation: 0,
        at: 0,
        lane,
        ord,
        dataJson: null,
      });
      lanes.notify(lane, ord);
    },
    take: (nowMs = 0): QueueItem | null => {
      const item = lanes.take(nowMs);
      if (item) waiting.splice(waiting.indexOf(item), 1);
      return item;
    },
  };
}

const group = (scope: string, fn: string, key: string, value: string): string =>
  `${JSON.stringify([scope, fn, key])}=${value}`;

describe("lanes", () => {
  test("without limits the oldest comes first, across functions", () => {
    const sim = setup([makeFunction("f"), makeFunction("g")]);
    sim.add("f", [], 30);
    sim.add("g", [], 10);
    sim.add("f", [], 20);
    sim.add("g", [], 20);
    expect([1, 2, 3, 4].map(() => sim.take()?.ord)).toEqual([10, 20, 20, 30]);
    expect(sim.take()).toBeNull();
  });

  test("a newer item with an earlier order overtakes, also in a lane that is held back", () => {
    const sim = setup([makeFunction("f", { concurrency: 1 })]);
    const own = group("fn", "f", "", "");
    sim.add("f", [own], 5);
    const first = sim.take();
    sim.add("f", [own], 9);
    expect(sim.take()).toBeNull();
    sim.add("f", [own], 3);
    sim.lanes.release(first?.lane ?? "");
    expect(sim.take()?.ord).toBe(3);
  });

  test("a raised limit takes effect at once, a lowered one as calls end", () => {
    const sim = setup([makeFunction("f", { concurrency: 1 })]);
    const own = group("fn", "f", "", "");
    for (let ord = 0; ord < 6; ord += 1) sim.add("f", [own], ord);
    const lane = sim.take()?.lane ?? "";
    expect(sim.take()).toBeNull();
    sim.functions.set("f", makeFunction("f", { concurrency: 3 }));
    sim.lanes.reconsider();
    expect([sim.take()?.ord, sim.take()?.ord, sim.take()]).toEqual([1, 2, null]);
    sim.functions.set("f", makeFunction("f", { concurrency: 2 }));
    sim.lanes.release(lane);
    expect(sim.take()).toBeNull();
    sim.lanes.release(lane);
    expect(sim.take()?.ord).toBe(3);
  });

  test("nothing is called while its app is down, everything after", () => {
    const sim = setup([makeFunction("f")]);
    sim.holdApp(100);
    sim.add("f", [], 1);
    expect(sim.take(0)).toBeNull();
    expect(sim.lanes.nextWakeMs()).toBe(100);
    expect(sim.take(99)).toBeNull();
    expect(sim.take(100)?.ord).toBe(1);
  });

  test("random work: limits hold, each lane is first in first out, nothing waits that could run", () => {
    const random = seeded(5);
    const limits = { f: 2, g: 3, h: 1 } as const;
    const shared = { limit: 4, scope: "env", key: "'shared'" };
    const functions = Object.entries(limits).map(([slug, limit]) =>
      makeFunction(slug, { concurrency: [{ limit, key: "event.data.k" }, shared] }),
    );
    const sim = setup(functions);
    const inFlight: QueueItem[] = [];
    const groupsOf = (item: QueueItem): string[] => (JSON.parse(item.lane) as string[]).slice(2);
    const load = (name: string): number => inFlight.filter((item) => groupsOf(item).includes(name)).length;
    const limitOf = (item: QueueItem, name: string): number =>
      name.includes("env") ? 4 : limits[(JSON.parse(item.lane) as [keyof typeof limits])[0]];
    const couldRun = (item: QueueItem): boolean => groupsOf(item).every((name) => load(name) < limitOf(item, name));
    for (let round = 0; round < 6000; round += 1) {
      const dice = random();
      if (dice < 0.4) {
        const slug = ["f", "g", "h"][Math.floor(random() * 3)] ?? "f";
        const key = ["a", "b", "c"][Math.floor(random() * 3)] ?? "a";
        sim.add(
          slug,
          [group("fn", slug, "event.data.k", key), group("env", "", "'shared'", "shared")],
          Math.floor(random() * 50) + round,
        );
      } else if (dice < 0.8 && inFlight.length > 0) {
        const [ended] = inFlight.splice(Math.floor(random() * inFlight.length), 1);
        if (ended) sim.lanes.release(ended.lane);
      }
      for (let item = sim.take(); item; item = sim.take()) {
        const { lane, ord } = item;
        expect(couldRun(item)).toBe(true);
        expect(sim.waiting.filter((other) => other.lane === lane && other.ord < ord)).toEqual([]);
        inFlight.push(item);
      }
      expect(sim.waiting.filter(couldRun)).toEqual([]);
    }
    expect(inFlight.length).toBeGreaterThan(0);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
