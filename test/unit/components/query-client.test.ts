import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ProblemError } from "@/components/api/problem-error";
import { getQueryClient, isFailing } from "@/components/api/query-client";

const problem = (status: number) => new ProblemError({ status, title: "", message: "" });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function observe(queryFn: () => Promise<string>) {
  const client = getQueryClient();
  const stop = new QueryObserver(client, { queryKey: ["asked"], queryFn }).subscribe(() => undefined);
  const [query] = client.getQueryCache().findAll({ type: "active" });
  if (!query) throw new Error("the query is not active");
  return { query, stop };
}

test.each([0, 500, 503])("status %i is tried until the service is back; the page says so meanwhile", async (status) => {
  const backAtMs = Date.now() + 20_000;
  const { query, stop } = observe(async () => {
    if (Date.now() < backAtMs) throw problem(status);
    return "answer";
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(isFailing(query)).toBe(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect([query.state.data, isFailing(query)]).toEqual(["answer", false]);
  stop();
});

test.each([401, 404, 422])("status %i is final at once, and no fault of the connection", async (status) => {
  const ask = vi.fn(async () => Promise.reject(problem(status)));
  const { query, stop } = observe(ask);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(1);
  expect([query.state.status, isFailing(query)]).toEqual(["error", false]);
  stop();
});
