import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { backoffMs, toRetry } from "@/inngest/middleware/retry";
import {
  AppError,
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  UnauthenticatedError,
  UpstreamError,
} from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";

const secondsOf = (error: Error): number => Number((error as RetryAfterError).retryAfter);

test("the wait doubles with every attempt and is a day at most", () => {
  expect([0, 1, 2, 3].map((attempt) => backoffMs(attempt, 60_000))).toEqual([60_000, 120_000, 240_000, 480_000]);
  expect(backoffMs(30, 60_000)).toBe(24 * 3_600_000);
});

test.each<[string, Error]>([
  ["invalid_input", new InvalidInputError("m")],
  ["unauthenticated", new UnauthenticatedError("m")],
  ["forbidden", new ForbiddenError("m")],
  ["not_found", new NotFoundError("m")],
  ["conflict", new ConflictError("m")],
  ["bad_image", new BadImageError("not_an_image", "m")],
])("%s will not get better and is not tried again", (code, error) => {
  const retry = toRetry(error, 0, 1000);
  expect(retry).toBeInstanceOf(NonRetriableError);
  expect(retry).toMatchObject({ name: code, message: "m", cause: error });
});

test.each<[string, unknown]>([
  ["upstream", new UpstreamError("m")],
  ["internal", new AppError("internal", "m")],
  ["rate_limited", new AppError("rate_limited", "m")],
  ["TypeError", new TypeError("m")],
])("%s is tried again by the backoff", (name, error) => {
  const waits = [0, 1, 2].map((attempt) => toRetry(error, attempt, 10_000));
  for (const retry of waits) expect(retry).toBeInstanceOf(RetryAfterError);
  expect(waits.map(secondsOf)).toEqual([10, 20, 40]);
  expect(waits[0]).toMatchObject({ name, message: "m" });
});

test("an upstream that said when is asked then", () => {
  expect(secondsOf(toRetry(new UpstreamError("m", { retryAfterMs: 7000 }), 3, 60_000))).toBe(7);
});

test.each([
  ["PT404", NonRetriableError],
  ["PT409", NonRetriableError],
  ["22P02", NonRetriableError],
  ["23514", NonRetriableError],
  ["40001", RetryAfterError],
  ["40P01", RetryAfterError],
  ["53300", RetryAfterError],
  ["57P01", RetryAfterError],
  ["08006", RetryAfterError],
  ["42P01", RetryAfterError],
])("a database error %s is told by its code", (code, expected) => {
  expect(toRetry({ code, message: "m" }, 0, 1000)).toBeInstanceOf(expected);
});

test("what has been decided already stays, and what is no error is still tried again", () => {
  const decided = new NonRetriableError("m");
  expect(toRetry(decided, 0, 1000)).toBe(decided);
  expect(toRetry("thrown text", 0, 1000)).toMatchObject({ name: "unknown", message: "thrown text" });
});
