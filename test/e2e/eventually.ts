import { expect } from "vitest";

const PAGE_TIMEOUT_MS = 20_000;

/** What `read` gives, looked at until it is what was expected or the page had long enough for it. */
export const eventually = <Value>(read: () => Value | Promise<Value>, timeoutMs = PAGE_TIMEOUT_MS) =>
  expect.poll(read, { timeout: timeoutMs, interval: 100 });
