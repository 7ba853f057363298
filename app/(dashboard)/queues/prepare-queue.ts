import { countOf, formatCount, formatDuration } from "@/components/ui/format";
import type { Queue } from "@/lib/contracts/queues";

export interface QueueFact {
  label: string;
  value: string;
  hint?: string;
}

/** The figures of a queue in the order they are asked for: is it stuck, is it fast, when is it done. */
export function prepareFacts(queue: Queue): QueueFact[] {
  const { rate_per_min: rate, wait, run } = queue;
  return [
    { label: "Waiting", value: formatCount(queue.queued) },
    { label: "Running", value: formatCount(queue.running) },
    { label: "Oldest wait", value: queue.oldest_wait_s === null ? "–" : formatDuration(queue.oldest_wait_s * 1000) },
    { label: "In and out", value: `${formatRate(rate.in)} · ${formatRate(rate.started)}`, hint: "a minute, last 5" },
    { label: "Empty in", value: formatDrain(queue) },
    { label: "Finished", value: formatCount(run.count) },
    { label: "Wait, 50% / 95%", value: formatPair(wait) },
    { label: "Run, 50% / 95%", value: formatPair(run) },
  ];
}

const formatRate = (perMinute: number): string =>
  perMinute >= 10 ? formatCount(Math.round(perMinute)) : perMinute.toFixed(1);

function formatDrain({ queued, drain_s, paused }: Queue): string {
  if (queued === 0) return "–";
  if (paused) return "paused";
  return drain_s === null ? "not getting shorter" : formatDuration(drain_s * 1000);
}

const formatPair = ({ p50_ms, p95_ms }: Queue["wait"]): string =>
  p50_ms === null || p95_ms === null ? "–" : `${formatDuration(p50_ms)} / ${formatDuration(p95_ms)}`;

/** What a screen reader gets in place of the chart. */
export function describeSeries(series: Queue["series"], windowLabel: string): string {
  const most = Math.max(0, ...series.map(({ queued }) => queued));
  const finished = series.reduce((sum, slot) => sum + slot.finished, 0);
  return `Over the last ${windowLabel}: at most ${formatCount(most)} waiting, ${formatCount(finished)} finished.`;
}

/** What one purge took, in words. */
export function describePurge({ chunks, items, jobs }: { chunks: number; items: number; jobs: number }): string {
  if (chunks === 0 && jobs === 0) return "Nothing was waiting, so nothing was cancelled.";
  const parts = [
    chunks > 0 && `${countOf(chunks, "chunk")} with ${countOf(items, "item")}`,
    jobs > 0 && `${countOf(jobs, "job")} nobody had begun`,
  ].filter(Boolean);
  return `Cancelled ${parts.join(" and ")}.`;
}
