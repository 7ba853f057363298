export type AppHealth = ReturnType<typeof createAppHealth>;

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

type Outage = { sinceMs: number; retryAtMs: number; waitMs: number };

/**
 * Which apps cannot be reached. While one is down nothing is called but one probe at a time, with growing pauses, and
 * no step loses an attempt for it. In memory only: after a restart the first call finds out again.
 */
export function createAppHealth(onRecovery: () => void) {
  const outages = new Map<string, Outage>();
  return {
    /** When the app may be tried again; null when it may be now. Letting one through holds the others back. */
    retryAt: (app: string, nowMs: number): number | null => {
      const outage = outages.get(app);
      if (!outage) return null;
      if (nowMs < outage.retryAtMs) return outage.retryAtMs;
      outage.retryAtMs = nowMs + outage.waitMs;
      return null;
    },
    /** @returns since when the app has been down. */
    down: (app: string, nowMs: number): number => {
      const known = outages.get(app);
      const waitMs = known ? Math.min(known.waitMs * 2, LONGEST_RETRY_MS) : FIRST_RETRY_MS;
      const outage = { sinceMs: known?.sinceMs ?? nowMs, retryAtMs: nowMs + waitMs, waitMs };
      outages.set(app, outage);
      return outage.sinceMs;
    },
    up: (app: string): void => {
      if (outages.delete(app)) onRecovery();
    },
    outages: (): ReadonlyMap<string, Outage> => outages,
  };
}
