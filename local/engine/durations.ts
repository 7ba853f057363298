const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const PART = /(\d+(?:\.\d+)?)(ms|[smhdw])/g;

export const YEAR_MS = 365 * 86_400_000;

/** `1w2d3h4m5s` in milliseconds; null when the text is no duration. */
export function parseDurationMs(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) return null;
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(PART)) totalMs += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  return totalMs;
}

/**
 * A duration from now, or an absolute ISO time, as epoch milliseconds; the empty text is now.
 * @returns null when the text is neither.
 */
export function parseDeadline(text: string, nowMs: number): number | null {
  if (text === "") return nowMs;
  const durationMs = parseDurationMs(text);
  if (durationMs !== null) return nowMs + durationMs;
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) ? null : timeMs;
}
