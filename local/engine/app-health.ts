export type AppHealth = ReturnType<typeof createAppHealth>;

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

type Outage = { sinceMs: number; retryAtMs: number; waitMs: number; isProbing: boolean };

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
      outage.isProbing = true;
      outage.retryAtMs = nowMs + outage.waitMs;
      return null;
    },
    /** Calls that had left before the outage was known count as one failure. @returns since when the app has been down. */
    down: (app: string, nowMs: number): number => {
      const known = outages.get(app);
      if (!known) {
        outages.set(app, {
          sinceMs: nowMs,
          retryAtMs: nowMs + FIRST_RETRY_MS,
          waitMs: FIRST_RETRY_MS,
          isProbing: false,
        });
        return nowMs;
      }
      if (known.isProbing) {
        known.isProbing = false;
        known.waitMs = Math.min(known.waitMs * 2, LONGEST_RETRY_MS);
        known.retryAtMs = nowMs + known.waitMs;
      }
      return known.sinceMs;
    },
    up: (app: string): void => {
      if (outages.delete(app)) onRecovery();
    },
  };
}
