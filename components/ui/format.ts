const numberFormat = new Intl.NumberFormat("en");
const compactFormat = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const stampFormat = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });

export const formatCount = (count: number): string => numberFormat.format(count);

/** "1 job", "1,200 jobs"; `many` where the plural is not made with an s. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** As digits up to 99,999, then 123K. */
export const formatCompact = (count: number): string =>
  count < 100_000 ? formatCount(count) : compactFormat.format(count);

/** A share in [0, 1] as a whole percentage; never rounds something to nothing. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return "<1%";
  return `${Math.round(share * 100)}%`;
}

export const formatStamp = (iso: string): string => stampFormat.format(new Date(iso));

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long before `nowMs` something was; a clock that is ahead reads as "just now". */
export function formatRelative(thenMs: number, nowMs: number): string {
  const agoMs = nowMs - thenMs;
  if (agoMs < 5_000) return "just now";
  if (agoMs < MINUTE_MS) return `${Math.floor(agoMs / 1000)} s ago`;
  if (agoMs < HOUR_MS) return `${Math.floor(agoMs / MINUTE_MS)} min ago`;
  if (agoMs < DAY_MS) return `${Math.floor(agoMs / HOUR_MS)} h ago`;
  return `${Math.floor(agoMs / DAY_MS)} d ago`;
}

/** `840 ms`, `4.2 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < MINUTE_MS) return `${(ms / 1000).toFixed(1)} s`;
  const pad = (value: number) => String(value).padStart(2, "0");
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ${pad(Math.floor((ms % MINUTE_MS) / 1000))} s`;
  return `${Math.floor(ms / HOUR_MS)} h ${pad(Math.floor((ms % HOUR_MS) / MINUTE_MS))} min`;
}

/** Binary units: `937 KiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KiB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

/** `living_room` → `Living room`, `tv_stand` → `TV stand`: ids of the taxonomy as people write them. */
export function humanize(id: string): string {
  const words = id
    .replaceAll(/[_-]+/g, " ")
    .trim()
    .replaceAll(/\btv\b/gi, "TV");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
