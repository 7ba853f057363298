const TABLE_S = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200];
const JITTER_MS = 30_000;
const BROKEN_FIRST_MS = 250;
const BROKEN_LONGEST_MS = 10_000;

/** Wait before the attempt after number `attempt` (0 is the first); a configured interval takes the table's place. */
export function backoffMs(attempt: number, intervalMs: number | undefined, random: () => number = Math.random): number {
  if (intervalMs !== undefined) return intervalMs;
  return (TABLE_S[Math.min(attempt, TABLE_S.length - 1)] ?? 0) * 1000 + random() * JITTER_MS;
}

/** Wait after a connection broke: short, since on one machine that means the app is starting again. */
export function brokenBackoffMs(attempt: number): number {
  return Math.min(BROKEN_FIRST_MS * 2 ** attempt, BROKEN_LONGEST_MS);
}
