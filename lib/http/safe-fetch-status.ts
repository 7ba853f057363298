import { ForbiddenError, NotFoundError, UpstreamError } from "@/lib/errors";

const RETRY_AFTER_MAX_MS = 24 * 60 * 60 * 1000;

/**
 * Lets a 2xx answer through and turns the rest into the error that says what to do next.
 * @throws {NotFoundError} 404, 410. @throws {ForbiddenError} any other 4xx: the site does not want this fetched.
 * @throws {UpstreamError} the rest: the site is broken for now.
 */
export function requireOk<T extends { status: number; url: string }>(answer: T): T {
  const { status } = answer;
  const host = new URL(answer.url).host;
  if (status >= 200 && status < 300) return answer;
  if (status === 404 || status === 410)
    throw new NotFoundError(`${host} has nothing at this address (status ${status}).`);
  if (status >= 400 && status < 500) throw new ForbiddenError(`${host} refuses this address (status ${status}).`);
  throw new UpstreamError(`${host} could not answer (status ${status}).`);
}

/**
 * Milliseconds to wait by a `Retry-After` header: seconds or an HTTP date; at most a day, since a header is not an order.
 * @returns undefined where there is none or it makes no sense.
 */
export function parseRetryAfterMs(header: string | string[] | undefined, nowMs: number): number | undefined {
  const value = (Array.isArray(header) ? header[0] : header)?.trim();
  if (!value) return undefined;
  const isDate = /^[A-Z][a-z]{2}, /.test(value); // Date.parse alone takes "-5" for a year
  const waitMs = isDate ? Date.parse(value) - nowMs : Number(value) * 1000;
  if (Number.isNaN(waitMs) || (!isDate && waitMs < 0)) return undefined;
  return Math.min(Math.max(waitMs, 0), RETRY_AFTER_MAX_MS);
}

/** Milliseconds until the window of a `RateLimit: "api";r=0;t=189` header ends (IETF draft-ietf-httpapi-ratelimit-headers). */
export function parseRateLimitMs(header: string | string[] | undefined): number | undefined {
  const [, seconds] = /;\s*t=(\d{1,9})/.exec(String(header ?? "")) ?? [];
  return seconds === undefined ? undefined : Math.min(Number(seconds) * 1000, RETRY_AFTER_MAX_MS);
}
