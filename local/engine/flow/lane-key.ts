import type { Scope } from "../expression/evaluate.ts";
import { keyOf } from "../expression/expression.ts";
import type { Concurrency, EngineFunction } from "../registry/function.ts";

/**
 * Items that are held back by the same limits share a lane; only the first of a lane has to be looked at.
 * `throttle` is set in the lanes of run starts, `groups` are the concurrency groups a call counts in.
 */
export type LaneKey = { fn: string; throttle: string | null; groups: string[] };

export const encodeLane = ({ fn, throttle, groups }: LaneKey): string => JSON.stringify([fn, throttle, ...groups]);

export function decodeLane(lane: string): LaneKey {
  const [fn, throttle, ...groups] = JSON.parse(lane) as [string, string | null, ...string[]]; // written by encodeLane
  return { fn, throttle, groups };
}

/** The lanes of a run: `start` for its first call, `next` for all that follow. */
export function lanesOf(fn: EngineFunction, scope: Scope): { start: string; next: string } {
  const groups = fn.concurrency.map((entry) => groupPrefix(fn.slug, entry) + groupValue(entry, scope));
  const next = encodeLane({ fn: fn.slug, throttle: null, groups });
  if (!fn.throttle) return { start: next, next };
  const key = fn.throttle.key ? keyOf(fn.throttle.key, scope) : "";
  return { start: key === null ? next : encodeLane({ fn: fn.slug, throttle: key, groups }), next };
}

/** The limit a group has now; configuration may have changed since the item was queued. Infinity for none. */
export function limitOf(fn: EngineFunction | undefined, group: string): number {
  const entry = fn?.concurrency.find((candidate) => group.startsWith(groupPrefix(fn.slug, candidate)));
  return entry && entry.limit > 0 ? entry.limit : Number.POSITIVE_INFINITY;
}

function groupPrefix(slug: string, entry: Concurrency): string {
  return `${JSON.stringify([entry.scope, entry.scope === "fn" ? slug : "", entry.key?.text ?? ""])}=`;
}

function groupValue(entry: Concurrency, scope: Scope): string {
  return entry.key ? (keyOf(entry.key, scope) ?? "false") : "";
}
