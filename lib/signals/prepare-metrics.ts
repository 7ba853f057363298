import type { QueueName } from "@/lib/contracts/jobs";
import type { Figures } from "./figures.repository";

export interface MetricFamily {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  values: { metricName?: string; labels: Record<string, string | number>; value: number }[];
}

/** Runs move from one instance to another between two steps, so they have one common "worker". */
const APP = "modomo";
/** A worker that has been silent for longer is offline (a heartbeat comes every few seconds). */
const ONLINE_WITHIN_S = 60;

/** The function that does the chunks of a queue: what Celery called the task that waits there. */
export const CHUNK_TASKS: Partial<Record<QueueName, string>> = {
  ai_processing: "detect-scenes",
  detection: "detect-scene",
  scraping: "collect-candidates",
  import: "import-images",
  color_processing: "color-objects",
  classification: "classify-scenes",
};

/** Figures → Prometheus families. Labels come from lists of the code and the workers seen today, so their number is bounded. */
export function prepareMetrics(figures: Figures): MetricFamily[] {
  return [...flowerFamilies(figures), ...queueFamilies(figures), ...totalFamilies(figures)];
}

/** The names of Flower's own exporter, so that its dashboards find what they look for. */
function flowerFamilies({ runs, durations, waits, workers, queues }: Figures): MetricFamily[] {
  return [
    {
      name: "flower_events_total",
      help: "Function runs by what happened to them, as Celery task events.",
      type: "counter",
      values: runs.map(({ function_id, event, value }) => ({
        labels: { worker: APP, type: `task-${event}`, task: function_id },
        value,
      })),
    },
    {
      name: "flower_task_runtime_seconds",
      help: "Time from the start of a function run to its end, waits between its steps included.",
      type: "histogram",
      values: histogramValues(durations),
    },
    {
      name: "flower_task_prefetch_time_seconds",
      help: "Time the chunk a function began last had waited.",
      type: "gauge",
      values: waits.map(({ function_id, wait_ms }) => ({
        labels: { worker: APP, task: function_id },
        value: wait_ms / 1000,
      })),
    },
    {
      name: "flower_worker_prefetched_tasks",
      help: "Chunks that wait, by the function that will do them.",
      type: "gauge",
      values: queues.flatMap(({ name, queued }) => {
        const task = CHUNK_TASKS[name as QueueName];
        return task ? [{ labels: { worker: APP, task }, value: queued }] : [];
      }),
    },
    {
      name: "flower_worker_online",
      help: "1 while an app instance or gpu-worker gives signs of life, else 0.",
      type: "gauge",
      values: workers.map(({ id, state, silent_s }) => ({
        labels: { worker: id },
        value: state !== "down" && silent_s <= ONLINE_WITHIN_S ? 1 : 0,
      })),
    },
    {
      name: "flower_worker_number_of_currently_executing_tasks",
      help: "What a worker works on now: images of a gpu-worker, function runs of an app instance.",
      type: "gauge",
      values: workers.flatMap(({ id, busy }) =>
        busy !== null && Number.isFinite(Number(busy)) ? [{ labels: { worker: id }, value: Number(busy) }] : [],
      ),
    },
  ];
}

/** Narrow buckets → Prometheus' cumulative ones, of each function. */
function histogramValues(durations: Figures["durations"]): MetricFamily["values"] {
  const name = "flower_task_runtime_seconds";
  const edges = [...new Set([...durations.map(({ le }) => le), Number.POSITIVE_INFINITY])].sort((a, b) => a - b);
  return [...Map.groupBy(durations, ({ function_id }) => function_id)].flatMap(([task, buckets]) => {
    const labels = { worker: APP, task };
    const upTo = (edge: number) => buckets.filter(({ le }) => le <= edge).reduce((sum, { runs }) => sum + runs, 0);
    const totalMs = buckets.reduce((sum, { total_ms }) => sum + total_ms, 0);
    return [
      ...edges.map((edge) => ({
        metricName: `${name}_bucket`,
        labels: { ...labels, le: edge === Number.POSITIVE_INFINITY ? "+Inf" : edge },
        value: upTo(edge),
      })),
      { metricName: `${name}_sum`, labels, value: totalMs / 1000 },
      { metricName: `${name}_count`, labels, value: upTo(Number.POSITIVE_INFINITY) },
    ];
  });
}

function queueFamilies({ queues }: Figures): MetricFamily[] {
  return [
    {
      name: "modomo_queue_depth",
      help: "Chunks of a queue that wait (queued) or are being done (running).",
      type: "gauge",
      values: queues.flatMap(({ name: queue, queued, running }) => [
        { labels: { queue, state: "queued" }, value: queued },
        { labels: { queue, state: "running" }, value: running },
      ]),
    },
    {
      name: "modomo_queue_oldest_wait_seconds",
      help: "How long the oldest chunk of a queue has waited; 0 where none waits.",
      type: "gauge",
      values: queues.map(({ name: queue, oldest_wait_s }) => ({ labels: { queue }, value: oldest_wait_s ?? 0 })),
    },
    {
      name: "modomo_queue_paused",
      help: "1 while a queue is paused, else 0.",
      type: "gauge",
      values: queues.map(({ name: queue, paused }) => ({ labels: { queue }, value: paused ? 1 : 0 })),
    },
  ];
}

const STORED = ["scenes", "objects", "masks", "palettes", "embeddings", "classified"];

function totalFamilies({ counters, live_jobs, dead_letters_open, alerts_open }: Figures): MetricFamily[] {
  const named = (name: string) => counters.filter((counter) => counter.name === name);
  const pair = (key: string): [string, string] => {
    const [kind = "", status = ""] = key.split(":");
    return [kind, status];
  };
  return [
    gauge(
      "modomo_jobs",
      "Jobs by status.",
      named("jobs").map(({ key: status, value }) => ({ labels: { status }, value })),
    ),
    gauge(
      "modomo_jobs_live",
      "Queued and running jobs by kind.",
      live_jobs.map(({ kind, status, jobs }) => ({ labels: { kind, status }, value: jobs })),
    ),
    gauge(
      "modomo_job_items",
      "Ended job items by kind of job and outcome; a retry takes its failed ones back.",
      named("items").map(({ key, value }) => {
        const [kind, status] = pair(key);
        return { labels: { kind, status }, value };
      }),
    ),
    ...STORED.map((name) =>
      gauge(name === "classified" ? "modomo_scenes_classified" : `modomo_${name}`, `How many ${name} are stored.`, [
        { labels: {}, value: named(name)[0]?.value ?? 0 },
      ]),
    ),
    gauge("modomo_dead_letters_open", "Open dead letters; 10000 stands for any larger number.", [
      { labels: {}, value: dead_letters_open },
    ]),
    gauge(
      "modomo_alerts_open",
      "Open alerts by kind of rule.",
      Object.entries(alerts_open).map(([rule, value]) => ({ labels: { rule }, value })),
    ),
  ];
}

const gauge = (name: string, help: string, values: MetricFamily["values"]): MetricFamily => ({
  name,
  help,
  type: "gauge",
  values,
});
