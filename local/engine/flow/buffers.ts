import type { Core } from "../core.ts";
import { keyOf } from "../expression/expression.ts";
import { failInvocation } from "../invoke.ts";
import type { EngineFunction } from "../registry/function.ts";
import type { Start } from "../schedule.ts";
import { scopeOf } from "../scope.ts";
import type { Buffer } from "../store/marks.ts";
import type { EngineEvent, QueueItem } from "../types.ts";
import { ulid } from "../ulid.ts";

const MAX_BATCH_BYTES = 10 * 1024 * 1024;

/** Adds an event to its batch. @returns the start, when the batch is full with it. */
export function bufferInBatch(
  core: Core,
  fn: EngineFunction,
  batch: NonNullable<EngineFunction["batch"]>,
  event: EngineEvent,
): Start | null {
  const nowMs = core.now();
  const key = bufferKey("batch", fn, batch.key ? keyOf(batch.key, scopeOf(event)) : "");
  const known = core.marks.getBuffer(key);
  const buffer: Buffer = known ?? {
    key,
    fn: fn.slug,
    batchId: ulid(nowMs),
    eventIds: [],
    sizeBytes: 0,
    firstAt: nowMs,
  };
  buffer.eventIds.push(event.id);
  buffer.sizeBytes += event.json.length;
  if (buffer.eventIds.length >= batch.maxSize || buffer.sizeBytes >= MAX_BATCH_BYTES)
    return takeBatch(core, fn, buffer);
  core.marks.setBuffer(buffer);
  if (!known) addTimer(core, "batch", key, nowMs + batch.timeoutMs);
  return null;
}

/** Keeps only the newest event, and starts the function once no newer one has come for the period. */
export function bufferDebounced(
  core: Core,
  fn: EngineFunction,
  debounce: NonNullable<EngineFunction["debounce"]>,
  event: EngineEvent,
): void {
  const nowMs = core.now();
  const key = bufferKey("debounce", fn, debounce.key ? keyOf(debounce.key, scopeOf(event)) : "");
  const known = core.marks.getBuffer(key);
  const replaced = known?.eventIds[0] ? core.events.get(known.eventIds[0]) : null;
  if (replaced) failInvocation(core, replaced, `A newer event took the debounced start of "${fn.slug}".`);
  const firstAt = known?.firstAt ?? nowMs;
  core.marks.setBuffer({ key, fn: fn.slug, batchId: "", eventIds: [event.id], sizeBytes: event.json.length, firstAt });
  const latestAt = debounce.timeoutMs === null ? Number.POSITIVE_INFINITY : firstAt + debounce.timeoutMs;
  core.queue.remove(`${key}:timer`);
  addTimer(core, "debounce", key, Math.min(nowMs + debounce.periodMs, latestAt));
}

/** The start a batch or debounce timer stands for; null when its events are gone or its function was removed. */
export function takeBuffer(core: Core, item: QueueItem): Start | null {
  const buffer = core.marks.getBuffer(item.stepId);
  const fn = buffer ? core.registry.find(buffer.fn) : undefined;
  if (!buffer) return null;
  core.marks.removeBuffer(buffer.key);
  return fn && !fn.isArchived ? toStart(core, fn, buffer) : null;
}

function takeBatch(core: Core, fn: EngineFunction, buffer: Buffer): Start | null {
  core.marks.removeBuffer(buffer.key);
  core.queue.remove(`${buffer.key}:timer`);
  return toStart(core, fn, buffer);
}

function toStart(core: Core, fn: EngineFunction, buffer: Buffer): Start | null {
  const events = buffer.eventIds.flatMap((id) => core.events.get(id) ?? []);
  if (events.length === 0) return null;
  return buffer.batchId ? { fn, events, batchId: buffer.batchId } : { fn, events };
}

const bufferKey = (kind: string, fn: EngineFunction, value: string | null): string =>
  `${kind}:${fn.slug}:${value ?? "false"}`;

function addTimer(core: Core, kind: "batch" | "debounce", key: string, at: number): void {
  core.queue.add({ id: `${key}:timer`, runId: null, kind, stepId: key, at, lane: "", ord: at }, core.now());
}
