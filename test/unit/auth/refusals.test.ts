import { expect, test } from "vitest";
import { type Rate, RateLimitedError, rateHeaders, retryAfterS } from "@/lib/auth/rate";
import { createRefusals } from "@/lib/auth/refusals";
import { toProblem } from "@/lib/http/problem";

const RATE: Rate = { policy: "key", limit: 60, remaining: 0, resetS: 9.2, retryS: 0.4 };

test("who was refused is refused until the moment it was told, and nobody else is", () => {
  let nowMs = 1000;
  const refusals = createRefusals(() => nowMs);
  refusals.remember("a", RATE, nowMs);
  nowMs += 399;
  expect(() => refusals.check("a")).toThrow(RateLimitedError);
  refusals.check("b");
  nowMs += 1;
  refusals.check("a");
});

test("memory stays bounded: the oldest is forgotten first", () => {
  const refusals = createRefusals(() => 0);
  for (let caller = 0; caller <= 10_000; caller++) refusals.remember(String(caller), RATE, 0);
  refusals.check("0");
  expect(() => refusals.check("10000")).toThrow(RateLimitedError);
});

test("a refusal is a 429 that says when to come back, in whole seconds and never 0", async () => {
  const answer = toProblem(new RateLimitedError(RATE), "/api/jobs");
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("1");
  expect(answer.headers.get("ratelimit-policy")).toBe('"key";q=60;w=60');
  expect(answer.headers.get("ratelimit")).toBe('"key";r=0;t=10');
  expect(await answer.json()).toMatchObject({ type: "urn:modomo:problem:rate_limited", status: 429 });
  expect(retryAfterS({ ...RATE, retryS: 1.2 })).toBe(2);
  expect(rateHeaders({ ...RATE, remaining: 7 }).ratelimit).toContain("r=7");
});
