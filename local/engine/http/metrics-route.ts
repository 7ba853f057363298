import type { Core } from "../core.ts";
import type { Lanes } from "../flow/lanes.ts";
import type { Route } from "./server.ts";

/** `GET /metrics` in Prometheus' text format. */
export function metricsRoute(core: Core, { lanes, inFlight }: { lanes: Lanes; inFlight: () => number }): Route {
  return {
    method: "GET",
    path: "/metrics",
    auth: "signing-key",
    handler: () => ({ status: 200, body: render(core, lanes, inFlight()) }),
  };
}

function render(core: Core, lanes: Lanes, calls: number): string {
  const { scheduled, ready, leased, oldestReadyAt } = core.queue.depth();
  const oldestWaitS = oldestReadyAt === null ? 0 : Math.max(0, core.now() - oldestReadyAt) / 1000;
  const lines = [
    ...gauge("modomo_engine_queue_depth", "Calls waiting to be made, by state.", [
      ['{state="scheduled"}', scheduled],
      ['{state="ready"}', ready],
      ['{state="leased"}', leased],
    ]),
    ...gauge("modomo_engine_queue_oldest_wait_seconds", "How long the oldest ready call has waited.", [
      ["", oldestWaitS],
    ]),
    ...gauge("modomo_engine_calls_in_flight", "Calls under way.", [["", calls]]),
    ...gauge("modomo_engine_concurrency_groups", "Concurrency groups with a call under way.", [
      ["", lanes.inFlight().size],
    ]),
    ...gauge(
      "modomo_engine_runs",
      "Stored runs by status.",
      [...core.runs.countByStatus()].map(([status, count]) => [`{status="${status}"}`, count]),
    ),
    ...gauge("modomo_engine_store_bytes", "Size of the store.", [["", core.db.sizeBytes()]]),
    ...gauge("process_resident_memory_bytes", "Memory of the engine's process.", [["", process.memoryUsage.rss()]]),
    ...counters(core.metrics.counters()),
    ...latency(core.metrics.latency()),
  ];
  return `${lines.join("\n")}\n`;
}

function gauge(name: string, help: string, values: [labels: string, value: number][]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

function counters(series: [series: string, value: number][]): string[] {
  const byName = Map.groupBy(series, ([name]) => name.replace(/\{.*/, ""));
  return [...byName].flatMap(([name, entries]) => [
    `# TYPE ${name} counter`,
    ...entries.map(([label, value]) => `${label} ${value}`),
  ]);
}

function latency({
  bounds,
  counts,
  sumS,
  count,
}: {
  bounds: number[];
  counts: number[];
  sumS: number;
  count: number;
}): string[] {
  const name = "modomo_engine_dispatch_latency_seconds";
  return [
    `# HELP ${name} From the moment a call was due and a place for it was free to the moment it left.`,
    `# TYPE ${name} histogram`,
    ...bounds.map((bound, index) => `${name}_bucket{le="${bound}"} ${counts[index] ?? 0}`),
    `${name}_bucket{le="+Inf"} ${count}`,
    `${name}_sum ${sumS}`,
    `${name}_count ${count}`,
  ];
}
