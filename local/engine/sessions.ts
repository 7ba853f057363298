import { isObject, type JsonObject } from "./types.ts";

const MAX_SESSIONS = 5;

/**
 * What is kept of an event's `meta`: its own sessions, filled up with inherited ones in byte order. A null value
 * removes that inherited key, a null in place of all sessions inherits nothing.
 */
export function resolveSessions(meta: JsonObject | null | undefined): JsonObject | null {
  if (!meta || !("sessions" in meta || "propagated_sessions" in meta)) return null;
  const own = meta.sessions;
  const inherited = isObject(meta.propagated_sessions) && own !== null ? meta.propagated_sessions : {};
  const sessions: JsonObject = {};
  const removed = new Set<string>();
  for (const [key, value] of Object.entries(isObject(own) ? own : {})) {
    if (value === null) removed.add(key);
    else if (Object.keys(sessions).length < MAX_SESSIONS) sessions[key] = value;
  }
  const byBytes = Object.keys(inherited).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const key of byBytes) {
    if (Object.keys(sessions).length >= MAX_SESSIONS) break;
    if (!removed.has(key) && !(key in sessions)) sessions[key] = inherited[key] ?? null;
  }
  return Object.keys(sessions).length > 0 ? { sessions } : null;
}
