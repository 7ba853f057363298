import { type Rate, RateLimitedError } from "./rate";

/** Most callers remembered; the oldest are let go first. */
const REMEMBERED_MAX = 10_000;

export interface Refusals {
  /** @throws {RateLimitedError} this caller was refused, and the time it was told has not come. */
  check(caller: string): void;
  /** @param askedAtMs when the database was asked; counted from its answer, a slow one would keep callers out too long. */
  remember(caller: string, rate: Rate, askedAtMs: number): void;
}

/**
 * Who was refused until when, in this process. No bucket can have a token before the moment the database named, so whoever
 * comes earlier is refused without asking it: a flood costs nothing but this look.
 */
export function createRefusals(nowMs: () => number = () => performance.now()): Refusals {
  const until = new Map<string, { atMs: number; rate: Rate }>();
  return {
    check(caller) {
      const known = until.get(caller);
      if (!known) return;
      const leftMs = known.atMs - nowMs();
      if (leftMs > 0) throw new RateLimitedError({ ...known.rate, retryS: leftMs / 1000 });
      until.delete(caller);
    },
    remember(caller, rate, askedAtMs) {
      until.set(caller, { atMs: askedAtMs + rate.retryS * 1000, rate });
      const oldest = until.size > REMEMBERED_MAX ? until.keys().next().value : undefined;
      if (oldest !== undefined) until.delete(oldest);
    },
  };
}
