import { z } from "zod";
import type { Core, InternalEvent } from "./core.ts";
import { matchEvent } from "./matcher.ts";
import { resolveSessions } from "./sessions.ts";
import type { EventBody, JsonObject } from "./types.ts";
import { encodeUlid, ulid } from "./ulid.ts";

const MAX_EVENTS = 5_000;
const MAX_EVENT_BYTES = 3 * 1024 * 1024;
const MAX_NAME_LENGTH = 256;
const EARLIEST_MS = Date.UTC(1980, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "must be an object",
);
const eventSchema = z.object({
  id: z.string().nullish(),
  name: z.string().min(1, "must not be empty").max(MAX_NAME_LENGTH),
  data: jsonObject.nullish(),
  ts: z.number().nullish(),
  user: jsonObject.nullish(),
  v: z.string().nullish(),
  meta: jsonObject.nullish(),
});

/** An event that is refused; those before it in the request were taken. */
export class IngestError extends Error {
  override name = "IngestError";
  ids: string[];
  constructor(message: string, ids: string[]) {
    super(message);
    this.ids = ids;
  }
}

/**
 * Takes the body of `POST /e/<key>`: one event or a list. Each is stored together with what it starts and resumes; those
 * before a refused one stay.
 * @param seed the `x-inngest-event-id-seed` header: a repeated request gives the same ids and does nothing again.
 * @returns the engine's ids, in order.
 * @throws {IngestError} the first event that is not acceptable.
 */
export function ingest(core: Core, body: unknown, seed: string | null): string[] {
  const list = Array.isArray(body) ? body : [body];
  if (list.length > MAX_EVENTS)
    throw new IngestError(`At most ${MAX_EVENTS} events go in one request, this one has ${list.length}.`, []);
  const makeId = seededIds(seed);
  const ids: string[] = [];
  for (const [index, raw] of list.entries()) {
    const nowMs = core.now();
    const id = makeId(index, nowMs);
    const event = normalize(raw, id, nowMs);
    if (typeof event === "string") throw new IngestError(`Event ${index}: ${event}`, ids);
    const json = JSON.stringify(event);
    if (json.length > MAX_EVENT_BYTES) throw new IngestError(`Event ${index} is larger than 3 MiB.`, ids);
    storeEvent(core, id, { body: event, json });
    ids.push(id);
  }
  return ids;
}

/** Stores and matches an event of the engine's own. @returns its id. */
export function publish(core: Core, { id: givenId, name, data, meta }: InternalEvent): string {
  const nowMs = core.now();
  const id = ulid(nowMs);
  const resolved = resolveSessions(meta);
  const body = { id: givenId ?? id, name, data, ts: nowMs, user: {}, ...(resolved ? { meta: resolved } : {}) };
  storeEvent(core, id, { body, json: JSON.stringify(body) });
  return id;
}

/** The event as it is stored, or what is wrong with it. */
export function normalize(raw: unknown, id: string, nowMs: number): EventBody | string {
  const parsed = eventSchema.safeParse(raw);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { name, data, ts, user, v, meta, id: givenId } = parsed.data;
  if (/^inngest\//i.test(name)) return `names starting with "inngest/" are the engine's own, "${name}" is not allowed`;
  const timeMs = ts ? Math.trunc(ts) : nowMs;
  if (timeMs < EARLIEST_MS || timeMs > LATEST_MS) return `ts ${ts} is not a time in milliseconds between 1980 and 2100`;
  const { _inngest, ...ownData } = data ?? {};
  const resolved = resolveSessions(meta);
  return {
    id: givenId || id,
    name,
    data: ownData,
    ts: timeMs,
    user: user ?? {},
    ...(v ? { v } : {}),
    ...(resolved ? { meta: resolved } : {}),
  };
}

function storeEvent(core: Core, id: string, { body, json }: { body: EventBody; json: string }): void {
  const event = { id, name: body.name, json, body: () => body };
  core.db.write(() => {
    if (core.events.add(event, core.now())) matchEvent(core, event);
  });
  core.metrics.count("modomo_engine_events_total");
}

/** Ids of the events of one request; from the seed where there is one, so that a repetition gives the same. */
function seededIds(seed: string | null): (index: number, nowMs: number) => string {
  const [time, entropyText] = seed?.split(",") ?? [];
  const timeMs = Number(time);
  const entropy = Buffer.from(entropyText ?? "", "base64");
  if (!time || !Number.isSafeInteger(timeMs) || timeMs < 0 || timeMs >= 2 ** 48 || entropy.length !== 10)
    return (_, nowMs) => ulid(nowMs);
  return (index) => {
    const bytes = Buffer.from(entropy);
    bytes.writeUInt32BE((bytes.readUInt32BE(6) + index + 1) >>> 0, 6);
    return encodeUlid(timeMs, bytes);
  };
}
