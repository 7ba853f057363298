import { AppError } from "@/lib/errors";

/** What a limit counts by. */
export type RatePolicy = "address" | "key" | "person" | "sign-in";

/** One limit as it stands after a request. */
export interface Rate {
  policy: RatePolicy;
  /** Requests a minute. */
  limit: number;
  /** Requests that may come at once now. */
  remaining: number;
  /** Until nothing is used up any more. */
  resetS: number;
  /** Until the next request may come; 0 when it may now. */
  retryS: number;
}

const WHO: Record<RatePolicy, string> = {
  address: "from your address",
  key: "with this API key",
  person: "by you",
  "sign-in": "to sign in",
};

/** Too many requests; nothing was done. Carries when to come back. */
export class RateLimitedError extends AppError {
  override readonly name: string = "RateLimitedError";
  readonly rate: Rate;

  constructor(rate: Rate, message?: string) {
    const wait = `Try again in ${retryAfterS(rate)} s.`;
    super(
      "rate_limited",
      message ?? `More requests ${WHO[rate.policy]} than the ${rate.limit} a minute allowed. ${wait}`,
    );
    this.rate = rate;
  }
}

/** Whole seconds, never 0: a client that waits them is let in. */
export const retryAfterS = (rate: Rate): number => Math.max(1, Math.ceil(rate.retryS));

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
export function rateHeaders(rate: Rate): Record<string, string> {
  return {
    "ratelimit-policy": `"${rate.policy}";q=${rate.limit};w=60`,
    ratelimit: `"${rate.policy}";r=${rate.remaining};t=${Math.ceil(rate.resetS)}`,
  };
}
