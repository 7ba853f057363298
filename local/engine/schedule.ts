import { cancelIfOrdered } from "./cancellations.ts";
import type { Core } from "./core.ts";
import type { Scope } from "./expression/evaluate.ts";
import { keyOf, matches, matchKey } from "./expression/expression.ts";
import { cancelRun } from "./finish.ts";
import { bufferDebounced, bufferInBatch } from "./flow/buffers.ts";
import { admit } from "./flow/gcra.ts";
import { lanesOf } from "./flow/lane-key.ts";
import { failInvocation } from "./invoke.ts";
import type { EngineFunction, Keyed } from "./registry/function.ts";
import { scopeOf } from "./scope.ts";
import type { EngineEvent } from "./types.ts";
import { ulid } from "./ulid.ts";

const DAY_MS = 86_400_000;
const MAX_HEAD_START_S = 43_200;

export type Start = { fn: EngineFunction; events: EngineEvent[]; batchId?: string; cron?: string };

/**
 * Takes one event to a function through flow control: batch → rate limit and idempotency → debounce → event id →
 * singleton → run. A start that is dropped on the way answers the step that invoked it, if one did.
 */
export function offer(core: Core, fn: EngineFunction, event: EngineEvent): void {
  const { batch } = fn;
  const isBatched = batch && (!batch.condition || matches(batch.condition, scopeOf(event)));
  const request = isBatched ? bufferInBatch(core, fn, batch, event) : { fn, events: [event] };
  if (request) start(core, request);
}

/** Everything after batching. */
export function start(core: Core, request: Start): void {
  const { fn, events } = request;
  const [event] = events;
  if (!event) return;
  if (isRateLimited(core, fn, event)) drop(core, request, "was rate limited");
  else if (fn.debounce) bufferDebounced(core, fn, fn.debounce, event);
  else startNow(core, request);
}

/** Everything after debouncing. */
export function startNow(core: Core, request: Start): void {
  const { fn, events, batchId } = request;
  const [event] = events;
  if (!event) return;
  const nowMs = core.now();
  const givenId = batchId ?? event.body().id;
  const isNew = givenId === event.id || core.marks.claim(`event-id:${fn.slug}:${givenId}`, nowMs, DAY_MS);
  if (!isNew) {
    drop(core, request, "was started by an event of the same id before");
    return;
  }
  const singletonKey = fn.singleton ? singletonKeyOf(fn, fn.singleton, scopeOf(event)) : null;
  const holder = singletonKey ? core.marks.get(singletonKey, nowMs) : null;
  if (holder && fn.singleton?.mode === "skip") {
    recordSkipped(core, request, event);
    drop(core, request, "was skipped, another run holds its singleton key");
    return;
  }
  if (holder) cancelRun(core, holder, "another run took its singleton key");
  createRun(core, request, event, singletonKey);
}

function createRun(
  core: Core,
  { fn, events, batchId, cron }: Start,
  event: EngineEvent,
  singletonKey: string | null,
): void {
  const nowMs = core.now();
  const id = ulid(nowMs);
  const scope = scopeOf(event);
  const lanes = lanesOf(fn, scope);
  const ord = nowMs - headStartMs(fn, scope);
  core.runs.add(
    {
      id,
      fn: fn.slug,
      eventId: event.id,
      batchId: batchId ?? null,
      cron: cron ?? null,
      ord,
      queuedAt: nowMs,
      singletonKey,
      lane: lanes.next,
    },
    events.map((each) => each.id),
  );
  if (singletonKey) core.marks.set(singletonKey, id, Number.MAX_SAFE_INTEGER);
  core.queue.add(
    { id: `${id}:start`, runId: id, kind: "edge", stepId: "step", at: nowMs, lane: lanes.start, ord },
    nowMs,
  );
  if (fn.startTimeoutMs !== null) {
    const at = nowMs + fn.startTimeoutMs;
    core.queue.add(
      { id: `${id}:start-timeout`, runId: id, kind: "start-timeout", stepId: "", at, lane: "", ord },
      nowMs,
    );
  }
  fn.cancel.forEach((rule, index) => {
    const match = rule.condition ? matchKey(rule.condition, scope) : null;
    core.pauses.add({
      id: `${id}:cancel:${index}`,
      runId: id,
      stepId: "",
      kind: "cancel",
      eventName: rule.event,
      expression: rule.condition?.text ?? null,
      matchPath: match?.path ?? "",
      matchValue: match?.value ?? "",
      signal: null,
      expiresAt: nowMs + rule.timeoutMs,
    });
  });
  core.metrics.count("modomo_engine_runs_created_total");
  cancelIfOrdered(core, { id, fn: fn.slug, queuedAt: nowMs }, event);
}

/** A run that ends where it begins: whoever looks for what an event started finds that it was skipped. */
function recordSkipped(core: Core, { fn, events, batchId, cron }: Start, event: EngineEvent): void {
  const nowMs = core.now();
  const id = ulid(nowMs);
  const origin = { eventId: event.id, batchId: batchId ?? null, cron: cron ?? null };
  core.runs.add(
    { id, fn: fn.slug, ...origin, ord: nowMs, queuedAt: nowMs, singletonKey: null, lane: "" },
    events.map((each) => each.id),
  );
  core.runs.finish(id, "Skipped", null, nowMs);
  core.metrics.count('modomo_engine_runs_ended_total{status="Skipped"}');
}

function drop(core: Core, { fn, events }: Start, reason: string): void {
  core.log.debug({ fn: fn.slug, reason }, "start dropped");
  core.metrics.count("modomo_engine_starts_dropped_total");
  for (const event of events) failInvocation(core, event, `The invoked function "${fn.slug}" ${reason}.`);
}

function isRateLimited(core: Core, fn: EngineFunction, event: EngineEvent): boolean {
  const nowMs = core.now();
  const scope = scopeOf(event);
  if (fn.idempotency) {
    const key = keyOf(fn.idempotency, scope);
    if (key !== null && !core.marks.claim(`idempotency:${fn.slug}:${key}`, nowMs, DAY_MS)) return true;
  }
  if (!fn.rateLimit) return false;
  const { limit, periodMs, key: keyExpression } = fn.rateLimit;
  const key = keyExpression ? keyOf(keyExpression, scope) : "";
  if (key === null) return false;
  return !admitMark(core, `rate:${fn.slug}:${key}`, { limit, periodMs, burst: Math.floor(limit / 10) }).isAdmitted;
}

/** Admits by a rate whose state is kept under a mark. */
export function admitMark(core: Core, mark: string, rate: Parameters<typeof admit>[0]): ReturnType<typeof admit> {
  const nowMs = core.now();
  const admission = admit(rate, Number(core.marks.get(mark, nowMs) ?? 0), nowMs);
  if (admission.isAdmitted) {
    core.marks.set(mark, String(admission.tatMs), admission.tatMs + rate.burst * (rate.periodMs / rate.limit));
  }
  return admission;
}

function singletonKeyOf(fn: EngineFunction, { key }: Keyed, scope: Scope): string | null {
  const value = key ? keyOf(key, scope) : "";
  return value === null ? null : `singleton:${fn.slug}:${value}`;
}

function headStartMs(fn: EngineFunction, scope: Scope): number {
  const seconds = Number(fn.priority ? keyOf(fn.priority, scope) : 0);
  if (!Number.isFinite(seconds)) return 0;
  return Math.round(Math.max(-MAX_HEAD_START_S, Math.min(MAX_HEAD_START_S, seconds))) * 1000;
}
