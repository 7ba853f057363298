const DATE_AND_TIME = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(.*)$/;

/**
 * Postgres text timestamp → the ISO form PostgREST answers with: `2026-11-24 09:23:57.3+00` → `2026-11-24T09:23:57.3+00:00`.
 * `infinity` and dates BC, which ISO cannot say, come back as they are.
 */
export function toIsoTimestamp(text: string): string {
  const match = DATE_AND_TIME.exec(text);
  if (!match) return text;
  const [, date, time, zone = ""] = match;
  if (zone.endsWith("BC")) return text;
  return `${date}T${time}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`;
}
