import type { QueueName } from "@/lib/contracts/jobs";
import type { Queue, QueueWindow } from "@/lib/contracts/queues";
import { countOf, type Histogram, percentileMs } from "./histogram";
import type { FlowMeasure, QueueStats } from "./queues.repository";

const MINUTE_MS = 60_000;
const RECENT_MINUTES = 5;

/** What of a queue is set in code and environment. */
export type QueueSettings = Pick<Queue, "limit" | "limit_from" | "priority" | "retries"> & { name: QueueName };

interface Span {
  slotS: number;
  slots: number;
}
const SPANS: Record<QueueWindow, Span> = {
  "15m": { slotS: 60, slots: 15 },
  "1h": { slotS: 120, slots: 30 },
  "24h": { slotS: 1800, slots: 48 },
};

/** What to ask the database for a window that ends now: all slots that fit, the last one still open. */
export function spanOf(window: QueueWindow, nowMs: number) {
  const { slotS, slots } = SPANS[window];
  const lastMs = Math.floor(nowMs / (slotS * 1000)) * slotS * 1000;
  const recentSinceMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - RECENT_MINUTES * MINUTE_MS;
  return { slotS, slots, sinceMs: lastMs - (slots - 1) * slotS * 1000, recentSinceMs };
}

/** The queues as `GET /api/queues` shows them, in the order of `settings`. */
export function describeQueues(
  stats: QueueStats,
  { settings, window, nowMs }: { settings: QueueSettings[]; window: QueueWindow; nowMs: number },
): Queue[] {
  const span = spanOf(window, nowMs);
  const recentMinutes = (nowMs - span.recentSinceMs) / MINUTE_MS;
  return settings.map((setting) => {
    const { name } = setting;
    const now = stats.queues.find((queue) => queue.name === name);
    const recent = new Map(stats.recent.filter(([queue]) => queue === name).map(([, measure, n]) => [measure, n]));
    const perMinute = (measure: FlowMeasure) => (recent.get(measure) ?? 0) / recentMinutes;
    const rate = { in: perMinute("entered"), started: perMinute("wait"), finished: perMinute("run") };
    const queued = now?.queued ?? 0;
    const depths = { queued, running: now?.running ?? 0 };
    const flow = stats.flow.filter(([queue]) => queue === name);
    return {
      ...setting,
      aliases: name === "default" ? ["celery"] : [],
      paused: now?.is_paused ?? false,
      purged_at: now?.purged_at ?? null,
      last_purge: now?.last_purge ?? null,
      ...depths,
      jobs_waiting: now?.jobs_waiting ?? 0,
      oldest_wait_s: now?.oldest_queued_at ? Math.max(0, (nowMs - Date.parse(now.oldest_queued_at)) / 1000) : null,
      rate_per_min: rate,
      drain_s: drainS(queued, rate),
      wait: percentiles(histogramOf(stats, name, "wait")),
      run: percentiles(histogramOf(stats, name, "run")),
      series: seriesOf(flow, { ...depths, ...span }),
    };
  });
}

/** Seconds until nothing waits; null while at least as much comes in as is started. */
function drainS(queued: number, rate: Queue["rate_per_min"]): number | null {
  if (queued === 0) return 0;
  const perMinute = rate.started - rate.in;
  return perMinute > 0 ? Math.round((queued / perMinute) * 60) : null;
}

function histogramOf(stats: QueueStats, name: string, measure: "wait" | "run"): Histogram {
  const rows = stats.durations.filter(([queue, of]) => queue === name && of === measure);
  return new Map(rows.map(([, , bucket, n]) => [bucket, n]));
}

const percentiles = (histogram: Histogram): Queue["wait"] => ({
  count: countOf(histogram),
  p50_ms: percentileMs(histogram, 0.5),
  p95_ms: percentileMs(histogram, 0.95),
});

/** The depths now are known exactly, so those before follow from what moved since. */
function seriesOf(
  flow: QueueStats["flow"],
  { queued, running, slotS, slots, sinceMs }: { queued: number; running: number } & Span & { sinceMs: number },
): Queue["series"] {
  const moved = new Map(flow.map(([, at, measure, n]) => [`${at} ${measure}`, n]));
  const series: Queue["series"] = [];
  for (let slot = slots - 1; slot >= 0; slot -= 1) {
    const at = sinceMs / 1000 + slot * slotS;
    const count = (measure: FlowMeasure) => moved.get(`${at} ${measure}`) ?? 0;
    const point = { queued: Math.max(0, queued), running: Math.max(0, running) };
    series.unshift({ at: new Date(at * 1000).toISOString(), ...point, in: count("entered"), finished: count("run") });
    queued -= count("entered") - count("left");
    running -= count("wait") - count("stopped");
  }
  return series;
}
