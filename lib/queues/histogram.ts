/** How many durations fell into each bucket of SQL's `duration_bucket`: bucket b starts at 2^(b/4) ms. */
export type Histogram = ReadonlyMap<number, number>;

const BUCKETS_PER_DOUBLING = 4;

/**
 * The duration in milliseconds that a share of all stays under, right to 9 % (the middle of its bucket); null of an empty one.
 * @param share In (0, 1], such as 0.95.
 */
export function percentileMs(histogram: Histogram, share: number): number | null {
  const rank = Math.ceil(countOf(histogram) * share);
  let seen = 0;
  for (const [bucket, count] of [...histogram].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return Math.round(2 ** ((bucket + 0.5) / BUCKETS_PER_DOUBLING));
  }
  return null;
}

export const countOf = (histogram: Histogram): number => [...histogram.values()].reduce((sum, count) => sum + count, 0);
