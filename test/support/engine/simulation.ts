import pino from "pino";
import { parseConfig } from "../../../local/engine/config.ts";
import { syncCrons } from "../../../local/engine/cron.ts";
import { leaseItem } from "../../../local/engine/dispatcher.ts";
import { admitStart, createCore } from "../../../local/engine/engine.ts";
import { finishRun } from "../../../local/engine/finish.ts";
import { createLanes, type Lanes } from "../../../local/engine/flow/lanes.ts";
import { ingest } from "../../../local/engine/ingest.ts";
import { openDatabase } from "../../../local/engine/store/database.ts";
import { handleDue } from "../../../local/engine/timers.ts";
import type { Json, QueueItem } from "../../../local/engine/types.ts";

/** A call the engine would have made: when, for which function and event. */
export type SimulatedCall = { atMs: number; fn: string; runId: string; data: Json; events: Json[] };
type Running = { item: QueueItem; endsAtMs: number };

export const START_MS = Date.UTC(2026, 0, 1);

/**
 * The engine's scheduling without an app and without waiting: virtual time jumps from one thing that happens to the
 * next. Every run is one call that takes `callMs` and completes.
 * @param functions configurations as the SDK registers them, without `steps`.
 */
export function createSimulation(functions: Record<string, unknown>[], { callMs = 0 } = {}) {
  let nowMs = START_MS;
  let lanes: Lanes | undefined;
  const calls: SimulatedCall[] = [];
  let running: Running[] = [];
  const db = openDatabase({
    path: ":memory:",
    sync: "normal",
    onFatal: (error) => {
      throw error;
    },
  });
  const config = parseConfig({});
  const log = pino({ level: "silent" });
  const core = createCore({ config, log, db, now: () => nowMs, onReady: (lane, ord) => lanes?.notify(lane, ord) });
  lanes = createLanes({
    findFunction: core.registry.find,
    head: core.queue.head,
    admitStart: (fn, key) => admitStart(core, fn.slug, key),
    appRetryAt: () => null,
  });
  const { take, release, nextWakeMs } = lanes;
  register(functions);

  function register(configs: Record<string, unknown>[]): void {
    const steps = { step: { runtime: { url: "http://127.0.0.1:1/api/inngest?fnId=x&stepId=step" } } };
    const body = {
      appName: "app",
      url: "",
      sdk: "",
      framework: "",
      functions: configs.map((each) => ({ steps, ...each })),
    };
    core.registry.register(body, nowMs);
    syncCrons(core);
  }

  function work(): void {
    while (handleDue(core));
    for (let item = take(nowMs); item; item = take(nowMs)) {
      const leased = leaseItem(core, item);
      const run = core.runs.get(item.runId ?? "");
      if (!run) throw new Error(`item ${item.id} has no run`);
      const events = core.runs.eventIds(run).map((id) => core.events.get(id)?.body());
      const data = events[0]?.data ?? null;
      calls.push({
        atMs: nowMs - START_MS,
        fn: run.fn,
        runId: run.id,
        data,
        events: events.map((event) => event?.data ?? null),
      });
      running.push({ item: leased, endsAtMs: nowMs + callMs });
    }
  }

  function endCalls(): void {
    const done = running.filter(({ endsAtMs }) => endsAtMs <= nowMs);
    running = running.filter(({ endsAtMs }) => endsAtMs > nowMs);
    for (const { item } of done) {
      const run = core.runs.get(item.runId ?? "");
      if (run && run.endedAt === null) finishRun(core, run, "Completed", null);
      release(item.lane);
    }
  }

  return {
    core,
    calls,
    register,
    running: (): number => running.length,
    send: (name: string, data: Record<string, Json> = {}, id?: string): string => {
      const ids = core.db.write(() => ingest(core, id ? { name, data, id } : { name, data }, null));
      return ids[0] ?? "";
    },
    /** Lets time pass until `untilMs` after the start, doing everything that falls due on the way. */
    advance: (untilMs: number): void => {
      const endMs = START_MS + untilMs;
      for (;;) {
        endCalls();
        work();
        const times = [core.queue.nextAt(), nextWakeMs(), ...running.map(({ endsAtMs }) => endsAtMs)];
        const nextMs = Math.min(...times.filter((time) => time !== null));
        if (nextMs > endMs) break;
        nowMs = Math.max(nowMs, Math.ceil(nextMs));
      }
      nowMs = endMs;
    },
    /** Moves the clock without anything happening, as a suspended machine or a corrected clock does. */
    jump: (byMs: number): void => {
      nowMs += byMs;
    },
  };
}
