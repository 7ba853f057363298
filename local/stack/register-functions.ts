import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;

/**
 * Has the web app tell its Inngest server which functions it serves. Before that, an event would find no function and
 * start nothing; the server's own polling may come seconds later.
 * @returns null when it is done, else why it could not be.
 */
export async function registerFunctions(webUrl: string, signal: AbortSignal): Promise<string | null> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const problem = await tryOnce(`${webUrl}/api/inngest`, signal);
    if (problem === null || Date.now() > deadline) return problem;
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

async function tryOnce(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: "PUT",
      signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
    });
    const text = await response.text();
    return response.ok ? null : `${response.status} ${text.slice(0, 200)}`;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? String(error.cause ?? error.message) : String(error);
  }
}
