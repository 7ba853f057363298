import { type Metric, Registry } from "prom-client";
import type { Db } from "@/lib/db/client";
import { readFigures } from "./figures.repository";
import { type MetricFamily, prepareMetrics } from "./prepare-metrics";
import { processMetrics } from "./process-metrics";

const FRESH_MS = 5_000;

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

let latest: { readAt: number; families: Promise<MetricFamily[]> } | undefined;

/** Prometheus text: the whole installation (at most 5 s old, however often it is asked) and this instance. */
export async function metricsText(db: Db): Promise<string> {
  if (!latest || Date.now() - latest.readAt > FRESH_MS) {
    latest = { readAt: Date.now(), families: readFigures(db).then(prepareMetrics) };
    latest.families.catch(() => {
      latest = undefined; // the next scrape asks again
    });
  }
  const registry = new Registry();
  for (const family of await latest.families) registry.registerMetric(ready(family));
  return `${await registry.metrics()}\n${await processMetrics().registry.metrics()}`;
}

/** The registry only ever calls `get`; counts that a database made cannot be put into the library's own classes. */
const ready = (family: MetricFamily): Metric => ({ name: family.name, get: async () => family }) as unknown as Metric;
