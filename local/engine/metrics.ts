export type Metrics = ReturnType<typeof createMetrics>;

const LATENCY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Counters since the process started. What is stored (queue depth, runs by status) is read when asked for. */
export function createMetrics() {
  const counters = new Map<string, number>();
  const latencyCounts = LATENCY_BUCKETS_S.map(() => 0);
  let latencySumS = 0;
  let latencyCount = 0;
  return {
    /** @param series metric name with its labels, as Prometheus writes it. */
    count: (series: string): void => void counters.set(series, (counters.get(series) ?? 0) + 1),
    /** Time from the moment an item was due and one of the engine's calls was free for it to the moment its call left. */
    observeDispatch: (latencyMs: number): void => {
      const latencyS = Math.max(0, latencyMs) / 1000;
      latencySumS += latencyS;
      latencyCount += 1;
      LATENCY_BUCKETS_S.forEach((bound, index) => {
        if (latencyS <= bound) latencyCounts[index] = (latencyCounts[index] ?? 0) + 1;
      });
    },
    counters: (): [series: string, value: number][] => [...counters],
    latency: () => ({ bounds: LATENCY_BUCKETS_S, counts: latencyCounts, sumS: latencySumS, count: latencyCount }),
  };
}
