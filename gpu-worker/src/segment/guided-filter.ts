/** Mean over a square of `2 × radius + 1` cells, smaller at the rim; `size` × `size` values, row-major. */
export function boxMean(values: Float32Array, size: number, radius: number): Float32Array {
  return meanAlong(meanAlong(values, size, radius, 1, size), size, radius, size, 1);
}

/** Running mean along one axis: `step` between neighbours on it, `lineStep` between lines. */
function meanAlong(values: Float32Array, size: number, radius: number, step: number, lineStep: number): Float32Array {
  const means = new Float32Array(values.length);
  const sums = new Float64Array(size + 1);
  for (let line = 0; line < size; line++) {
    const start = line * lineStep;
    for (let i = 0; i < size; i++) sums[i + 1] = (sums[i] ?? 0) + (values[start + i * step] ?? 0);
    for (let i = 0; i < size; i++) {
      const [from, to] = [Math.max(0, i - radius), Math.min(size, i + radius + 1)];
      means[start + i * step] = ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
    }
  }
  return means;
}

/**
 * Smooths `values` while keeping them aligned with the edges of `guide` (both `size` × `size`).
 * @param smoothing Variance of the guide below which an area counts as flat.
 * Source: He, Sun, Tang, "Guided Image Filtering", ECCV 2010.
 */
export function guidedFilter(
  values: Float32Array,
  guide: Float32Array,
  { size, radius, smoothing }: { size: number; radius: number; smoothing: number },
): Float32Array {
  const mean = (of: Float32Array) => boxMean(of, size, radius);
  const product = (a: Float32Array, b: Float32Array) => a.map((value, i) => value * (b[i] ?? 0));
  const [guideMean, valueMean] = [mean(guide), mean(values)];
  const [guideSquare, cross] = [mean(product(guide, guide)), mean(product(guide, values))];
  const slope = guideMean.map((average, i) => {
    const covariance = (cross[i] ?? 0) - average * (valueMean[i] ?? 0);
    return covariance / ((guideSquare[i] ?? 0) - average ** 2 + smoothing);
  });
  const intercept = valueMean.map((average, i) => average - (slope[i] ?? 0) * (guideMean[i] ?? 0));
  const [slopeMean, interceptMean] = [mean(slope), mean(intercept)];
  return guide.map((value, i) => (slopeMean[i] ?? 0) * value + (interceptMean[i] ?? 0));
}
