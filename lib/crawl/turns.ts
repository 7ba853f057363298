import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Db } from "@/lib/db/client";
import { ConflictError, UpstreamError } from "@/lib/errors";
import { RefusedError } from "@/lib/rights/refused-error";
import { endHostTurn, type HostBooking, holdHostTurn, takeHostTurn } from "./hosts.repository";
import { adaptPace } from "./pace";

/** How long a host waits for a process that died in the middle of a request. */
const LEASE_MS = 8_000;
const HOLD_EVERY_MS = 2_500;
const BUSY_LOOK_AGAIN_MS = 100;
/** A longer pause is not slept through in a step: the work is tried again after it. */
const WAIT_MAX_MS = 90_000;
const OK = 200;

/** Time, for tests that have none to lose; left out, it is the database's. */
export interface Clock {
  now(): Date;
  sleep(ms: number): Promise<void>;
}

export interface TurnRequest {
  host: string;
  jobId: string | null;
  /** Least pause after the request, in milliseconds. */
  leastDelayMs: number;
  crawlDelayMs: number | null;
  clock?: Clock | undefined;
}

/** What became of the request; `retryAfterMs` is the pause the host itself asked for. */
export interface TurnEnd extends Omit<HostBooking, "host" | "jobId"> {
  retryAfterMs?: number | undefined;
}

/**
 * Sends one request when it is our turn at the host: one at a time over all processes, with the host's pause in between.
 * @param send answers what came, and how to book it; what it throws is booked as no answer and thrown on.
 * @throws {RefusedError} the host shut this job out. @throws {ConflictError} the job was stopped.
 * @throws {UpstreamError} the host wants to be left alone for long.
 */
export async function inTurn<T>(
  db: Db,
  request: TurnRequest,
  send: () => Promise<{ answer: T; end: TurnEnd }>,
): Promise<T> {
  const { host, jobId, leastDelayMs, crawlDelayMs, clock } = request;
  const turn = { host, id: randomUUID(), leaseMs: LEASE_MS };
  const before = await waitForTurn(db, turn, request);
  const holding = setInterval(() => void holdHostTurn(db, turn).catch(() => undefined), HOLD_EVERY_MS); // lost: the lease runs out
  const startedAt = (clock?.now() ?? new Date()).getTime();
  const finish = async (end: TurnEnd, status = end.status ?? null) => {
    clearInterval(holding);
    const now = clock?.now();
    const elapsedMs = (now?.getTime() ?? Date.now()) - startedAt;
    const pace = adaptPace(before, { elapsedMs, status }, { delayMs: leastDelayMs });
    const pauseMs = Math.max(pace.delayMs, end.retryAfterMs ?? 0);
    await endHostTurn(db, { ...end, ...pace, host, jobId, id: turn.id, pauseMs, crawlDelayMs, endedAt: now });
  };
  try {
    const { answer, end } = await send();
    await finish(end);
    return answer;
  } catch (error) {
    // What safe fetch refuses is no fault of the host, and no reason to go slower.
    await finish({ outcome: "failed" }, error instanceof UpstreamError ? null : OK);
    throw error;
  } finally {
    clearInterval(holding);
  }
}

async function waitForTurn(db: Db, turn: { host: string; id: string; leaseMs: number }, request: TurnRequest) {
  const { jobId, clock } = request;
  for (;;) {
    const answer = await takeHostTurn(db, { ...turn, jobId, askedAt: clock?.now() });
    if (answer.verdict === "go") return answer;
    if (answer.verdict === "blocked") throw blocked(turn.host, answer.reason);
    if (answer.verdict === "stopped") throw new ConflictError("The job was stopped.");
    if (answer.waitMs > WAIT_MAX_MS) {
      throw new UpstreamError(`${turn.host} asked to be left alone for a while.`, { retryAfterMs: answer.waitMs });
    }
    const waitMs = answer.verdict === "busy" ? BUSY_LOOK_AGAIN_MS : answer.waitMs;
    await (clock ? clock.sleep(waitMs) : wait(waitMs));
  }
}

export const blocked = (host: string, reason: string | null): RefusedError =>
  new RefusedError("blocked", `${host} is left alone for the rest of this job: ${reason ?? "it refused us"}.`);
