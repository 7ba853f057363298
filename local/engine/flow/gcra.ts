/** The generic cell rate algorithm: `limit` in `periodMs`, evenly spaced, plus `burst` more at once. */
export type Rate = { limit: number; periodMs: number; burst: number };

/**
 * @param tatMs the theoretical arrival time kept from the last admission; 0 for none.
 * @returns the new time to keep when admitted, or the earliest moment the next one would be.
 */
export function admit(
  rate: Rate,
  tatMs: number,
  nowMs: number,
): { isAdmitted: true; tatMs: number } | { isAdmitted: false; retryAtMs: number } {
  const spacingMs = rate.periodMs / rate.limit;
  // Admissions never put it this far ahead; where it is, the clock was set back and the time means nothing any more.
  const arrivalMs = tatMs > nowMs + (rate.burst + 1) * spacingMs ? nowMs : tatMs;
  const retryAtMs = arrivalMs - rate.burst * spacingMs;
  if (nowMs < retryAtMs) return { isAdmitted: false, retryAtMs };
  return { isAdmitted: true, tatMs: Math.max(nowMs, arrivalMs) + spacingMs };
}
