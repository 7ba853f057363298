const DELAY_MAX_MS = 60_000;
/** Where refusals begin to grow a delay that was nothing. */
const DELAY_GROWN_MIN_MS = 1_000;
const SHRINK = 0.9;
const NEWEST_SHARE = 0.3;

/** How a host was treated up to now, in milliseconds; `latencyMs` is a moving average, null before the first answer. */
export interface Pace {
  delayMs: number;
  latencyMs: number | null;
}

/**
 * The pause after a request. A host that says "too much" (429, 5xx, no answer) is left alone twice as long as before; it gets
 * back to the least delay by a tenth a good answer. Otherwise it rests at least as long as it takes to answer.
 * @param seen.status null: no answer came.
 * @param least.delayMs what we owe it in any case: our own setting or its Crawl-delay; 0 for a site of our own, which is
 * then not slowed by its latency either.
 */
export function adaptPace(
  before: Pace,
  seen: { elapsedMs: number; status: number | null },
  least: { delayMs: number },
): Pace & { latencyMs: number } {
  const { elapsedMs, status } = seen;
  const latencyMs = Math.round(
    before.latencyMs === null ? elapsedMs : (1 - NEWEST_SHARE) * before.latencyMs + NEWEST_SHARE * elapsedMs,
  );
  const isTooMuch = status === null || status === 429 || status >= 500;
  if (isTooMuch) {
    const grown = Math.max(2 * before.delayMs, least.delayMs, DELAY_GROWN_MIN_MS);
    return { delayMs: Math.max(least.delayMs, Math.min(grown, DELAY_MAX_MS)), latencyMs };
  }
  const restMs = least.delayMs > 0 ? Math.max(least.delayMs, Math.min(latencyMs, DELAY_MAX_MS)) : 0;
  const shrunkMs = Math.floor(before.delayMs * SHRINK);
  return { delayMs: Math.max(restMs, shrunkMs > 100 ? shrunkMs : 0), latencyMs };
}
