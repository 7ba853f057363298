import { RateLimitedError, rateHeaders, retryAfterS } from "@/lib/auth/rate";
import type { Problem } from "@/lib/contracts/common";
import { fromDatabase } from "@/lib/db/errors";
import { AppError, type ErrorCode, InvalidInputError, UpstreamError } from "@/lib/errors";

const STATUS: Record<ErrorCode, { status: number; title: string }> = {
  invalid_input: { status: 422, title: "Invalid input" },
  bad_image: { status: 422, title: "Unusable image" },
  unauthenticated: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  rate_limited: { status: 429, title: "Too many requests" },
  upstream: { status: 503, title: "Temporarily unavailable" },
  database: { status: 503, title: "Temporarily unavailable" },
  timeout: { status: 503, title: "Temporarily unavailable" },
  memory: { status: 503, title: "Temporarily unavailable" },
  internal: { status: 500, title: "Internal error" },
};

/** The one map from error to HTTP answer (RFC 9457). Unknown errors say nothing of their insides. */
export function toProblem(thrown: unknown, instance: string): Response {
  const error = fromDatabase(thrown);
  const code = error instanceof AppError ? error.code : "internal";
  const { status, title } = STATUS[code];
  const detail =
    error instanceof AppError && code !== "internal"
      ? error.message
      : "Something went wrong on our side; it has been logged.";
  const problem: Problem = { type: `urn:modomo:problem:${code}`, title, status, detail, instance };
  if (error instanceof InvalidInputError && error.errors.length > 0) problem.errors = error.errors;
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (error instanceof UpstreamError) headers["retry-after"] = String(Math.ceil((error.retryAfterMs ?? 5_000) / 1000));
  if (error instanceof RateLimitedError) {
    Object.assign(headers, rateHeaders(error.rate), { "retry-after": String(retryAfterS(error.rate)) });
  }
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="modomo"';
  return new Response(JSON.stringify(problem), { status, headers });
}

export const isServerFault = (thrown: unknown): boolean => {
  const error = fromDatabase(thrown);
  return !(error instanceof AppError) || error.code === "internal";
};
