import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { backoffMs, toRetry } from "@/inngest/middleware/retry";
import {
  AppError,
  ConflictError,
  classOfCode,
  DatabaseError,
  ForbiddenError,
  InvalidInputError,
  MemoryError,
  NotFoundError,
  TimeoutError,
  UnauthenticatedError,
  UpstreamError,
} from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";

const rule = (baseMs: number, timeoutTries = 3) => ({ baseMs, timeoutTries });
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
  const retry = toRetry(error, 0, rule(1000));
  expect(retry).toBeInstanceOf(NonRetriableError);
  expect(retry).toMatchObject({ name: code, message: "m", cause: error });
});

test.each<[string, unknown]>([
  ["upstream", new UpstreamError("m")],
  ["database", new DatabaseError("m")],
  ["memory", new MemoryError("m")],
  ["timeout", new TimeoutError("m")],
  ["internal", new AppError("internal", "m")],
  ["rate_limited", new AppError("rate_limited", "m")],
  ["TypeError", new TypeError("m")],
])("%s is tried again by the backoff", (name, error) => {
  const waits = [0, 1, 2].map((attempt) => toRetry(error, attempt, rule(10_000, 4)));
  for (const retry of waits) expect(retry).toBeInstanceOf(RetryAfterError);
  expect(waits.map(secondsOf)).toEqual([10, 20, 40]);
  expect(waits[0]).toMatchObject({ name, message: "m" });
});

test("an upstream that said when is asked then", () => {
  expect(secondsOf(toRetry(new UpstreamError("m", { retryAfterMs: 7000 }), 3, rule(60_000)))).toBe(7);
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
  expect(toRetry({ code, message: "m" }, 0, rule(1000))).toBeInstanceOf(expected);
});

test("what has been decided already stays, and what is no error is still tried again", () => {
  const decided = new NonRetriableError("m");
  expect(toRetry(decided, 0, rule(1000))).toBe(decided);
  expect(toRetry("thrown text", 0, rule(1000))).toMatchObject({ name: "unknown", message: "thrown text" });
});

test.each([1, 2, 3, 5])("a timeout is tried %i times in all", (timeoutTries) => {
  const answers = Array.from({ length: 6 }, (_, attempt) =>
    toRetry(new TimeoutError("m"), attempt, rule(1000, timeoutTries)),
  );
  expect(answers.findIndex((error) => error instanceof NonRetriableError) + 1).toBe(timeoutTries);
  expect(answers[timeoutTries - 1]).toMatchObject({ name: "timeout" });
});

test.each([
  ["database", "database"],
  ["upstream", "external"],
  ["rate_limited", "external"],
  ["timeout", "timeout"],
  ["memory", "memory"],
  ["poison", "poison"],
  ["invalid_input", "bad_input"],
  ["bad_image", "bad_input"],
  ["scene_gone", "bad_input"],
  ["forbidden", "bad_input"],
  ["internal", "internal"],
  ["TypeError", "internal"],
  ["RunCancelled", "cancelled"],
])("an error with the code %s is of the class %s", (code, expected) => {
  expect(classOfCode(code)).toBe(expected);
});

test.each(["08006", "53300", "57P01", "40001"])("a database that answers %s is of the class database", (code) => {
  expect(classOfCode(toRetry({ code, message: "m" }, 0, rule(1000)).name)).toBe("database");
});
