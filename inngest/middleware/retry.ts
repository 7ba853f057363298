import { Middleware, NonRetriableError, RetryAfterError, StepError } from "inngest";
import { fromDatabase } from "@/lib/db/errors";
import { getEnv } from "@/lib/env";
import { AppError, codeOf, messageOf, TimeoutError, UpstreamError } from "@/lib/errors";

const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** Exponential: the base, then twice as long with every further attempt (counted from 0), a day at most. */
export const backoffMs = (attempt: number, baseMs: number): number => Math.min(baseMs * 2 ** attempt, LONGEST_WAIT_MS);

export interface RetryRule {
  /** First wait of the backoff. */
  baseMs: number;
  timeoutTries: number;
}

/**
 * The one map from error to retry; what comes out is named by the code of what went in, since only name and message reach
 * `onFailure`. What another service caused waits as long as that asked, else as the backoff says; `internal`,
 * `rate_limited` and unknown errors follow the backoff; a timeout is tried `timeoutTries` times in all; everything else will
 * not get better and is not tried again.
 */
export function toRetry(thrown: unknown, attempt: number, { baseMs, timeoutTries }: RetryRule): Error {
  const error = fromDatabase(thrown);
  if (error instanceof NonRetriableError || error instanceof RetryAfterError) return error;
  const message = messageOf(error);
  if (
    (error instanceof TimeoutError && attempt + 1 >= timeoutTries) ||
    (error instanceof AppError &&
      !(error instanceof UpstreamError) &&
      error.code !== "internal" &&
      error.code !== "rate_limited")
  ) {
    return named(new NonRetriableError(message, { cause: error }), error);
  }
  const waitMs = (error instanceof UpstreamError ? error.retryAfterMs : undefined) ?? backoffMs(attempt, baseMs);
  return named(new RetryAfterError(message, waitMs, { cause: error }), error);
}

const named = (wrapper: Error, error: unknown): Error => Object.assign(wrapper, { name: codeOf(error) });

/** Gives every step and function the retry rule above. */
export class RetryMiddleware extends Middleware.BaseMiddleware {
  readonly id = "retry";

  override async wrapStepHandler({ next, ctx }: Middleware.WrapStepHandlerArgs): Promise<unknown> {
    return rethrow(next, ctx.attempt);
  }

  override async wrapFunctionHandler({ next, ctx }: Middleware.WrapFunctionHandlerArgs): Promise<unknown> {
    return rethrow(next, ctx.attempt);
  }
}

async function rethrow(next: () => Promise<unknown>, attempt: number): Promise<unknown> {
  try {
    return await next();
  } catch (error) {
    if (error instanceof StepError) throw error; // a step out of tries: the run is over, as the server sees it
    const env = getEnv();
    throw toRetry(error, attempt, { baseMs: env.MODOMO_RETRY_BASE_MS, timeoutTries: env.MODOMO_TIMEOUT_TRIES });
  }
}
