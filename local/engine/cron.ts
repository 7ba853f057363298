import { createHash } from "node:crypto";
import { Cron } from "croner";
import type { Core } from "./core.ts";
import { type CronTrigger, type EngineFunction, splitTimeZone } from "./registry/function.ts";
import { start } from "./schedule.ts";
import type { EventBody, QueueItem } from "./types.ts";
import { ulid } from "./ulid.ts";

const DAY_MS = 86_400_000;
/** A tick that fell into a restart of the engine still counts; older ones are not made up for. */
const LATE_LIMIT_MS = 10_000;

type Tick = { fn: string; cron: string; tickMs: number };

/** Makes the timers agree with the registered functions: one per schedule, at its next tick. */
export function syncCrons(core: Core): void {
  const nowMs = core.now();
  const known = new Map(core.queue.timersOfKind("cron").map((item) => [item.id, item]));
  for (const fn of core.registry.functions()) {
    if (fn.isArchived) continue;
    for (const trigger of fn.crons) {
      const timer = known.get(timerId(fn, trigger));
      known.delete(timerId(fn, trigger));
      if (timer && timer.at >= nowMs - LATE_LIMIT_MS) continue;
      if (timer) core.queue.remove(timer.id);
      addTimer(core, fn, trigger, nowMs);
    }
  }
  for (const id of known.keys()) core.queue.remove(id);
}

/** Starts the function of a due timer, once per tick, and sets the next one. */
export function fireCron(core: Core, item: QueueItem): void {
  const { fn: slug, cron, tickMs } = JSON.parse(item.dataJson ?? "{}") as Tick; // written by addTimer
  const fn = core.registry.find(slug);
  const trigger = fn?.crons.find((candidate) => candidate.cron === cron);
  if (!fn || !trigger || fn.isArchived) return;
  const nowMs = core.now();
  if (core.marks.claim(`cron:${slug}:${cron}:${tickMs}`, nowMs, 7 * DAY_MS))
    startTick(core, fn, { cron, tickMs, fireMs: nowMs });
  addTimer(core, fn, trigger, Math.max(nowMs, tickMs));
}

/** The first tick after a moment; null when the schedule has none. */
export function nextTickMs(cron: string, afterMs: number): number | null {
  const { pattern, timeZone } = splitTimeZone(cron);
  return new Cron(pattern, { paused: true, timezone: timeZone }).nextRun(new Date(afterMs))?.getTime() ?? null;
}

/** The same offset for the same tick, however often it is asked. */
export function jitterOf(trigger: CronTrigger, slug: string, tickMs: number): number {
  if (trigger.jitterMs === 0) return 0;
  return createHash("sha1").update(`${slug}:${tickMs}`).digest().readUInt32BE(0) % trigger.jitterMs;
}

function addTimer(core: Core, fn: EngineFunction, trigger: CronTrigger, afterMs: number): void {
  const tickMs = nextTickMs(trigger.cron, afterMs);
  if (tickMs === null) return;
  const tick: Tick = { fn: fn.slug, cron: trigger.cron, tickMs };
  const at = tickMs + jitterOf(trigger, fn.slug, tickMs);
  const id = timerId(fn, trigger);
  core.queue.add(
    { id, runId: null, kind: "cron", stepId: "", at, lane: "", ord: at, dataJson: JSON.stringify(tick) },
    core.now(),
  );
}

function startTick(
  core: Core,
  fn: EngineFunction,
  { cron, tickMs, fireMs }: { cron: string; tickMs: number; fireMs: number },
): void {
  const scheduledAt = isoSeconds(tickMs);
  const body: EventBody = {
    id: scheduledAt,
    name: "inngest/scheduled.timer",
    data: { cron, scheduledAt, fireAt: isoSeconds(fireMs) },
    ts: fireMs,
    user: {},
  };
  const id = ulid(fireMs);
  const event = { id, name: body.name, json: JSON.stringify(body), body: () => body };
  core.events.add(event, fireMs);
  start(core, { fn, events: [event], cron });
}

const timerId = (fn: EngineFunction, { cron }: CronTrigger): string => `cron:${fn.slug}:${cron}`;
const isoSeconds = (timeMs: number): string =>
  new Date(Math.floor(timeMs / 1000) * 1000).toISOString().replace(".000Z", "Z");
