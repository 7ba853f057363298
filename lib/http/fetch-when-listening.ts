import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 500;

/**
 * `fetch` that waits up to `patienceMs` for a service of ours that is restarting. A refused connection carried nothing, so
 * asking again is safe whatever the request; every other failure is thrown as it comes.
 */
export async function fetchWhenListening(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  patienceMs: number,
  fetchOnce: typeof fetch = fetch,
): Promise<Response> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      return await fetchOnce(input, init);
    } catch (error) {
      if (!isRefused(error) || Date.now() > giveUpAt) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

/** Node wraps the socket's error: one cause, or several where a name has several addresses. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === "ECONNREFUSED") return true;
  return isRefused(error.cause) || (error instanceof AggregateError && error.errors.some(isRefused));
}
