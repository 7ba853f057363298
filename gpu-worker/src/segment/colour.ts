/** Bins of a CIE L*a*b* histogram: lightness is split finer than the two colour axes. */
const BINS = { l: 14, a: 12, b: 12 } as const;
const BIN_COUNT = BINS.l * BINS.a * BINS.b;
/** Weight of a neighbouring bin, by its distance in bins. */
const NEIGHBOUR_DECAY = 0.8;

interface ColourBins {
  /** Histogram bin of each cell. */
  readonly bins: Uint16Array;
  /** L* of each cell, in [0, 1]. */
  readonly lightness: Float32Array;
}

/** Sorts cells of interleaved 8-bit sRGB into histogram bins of L*a*b* (D65). */
export function binColours(rgb: Uint8Array): ColourBins {
  const count = rgb.length / 3;
  const bins = new Uint16Array(count);
  const lightness = new Float32Array(count);
  for (let cell = 0; cell < count; cell++) {
    const [l, a, b] = toLab(rgb[cell * 3] ?? 0, rgb[cell * 3 + 1] ?? 0, rgb[cell * 3 + 2] ?? 0);
    lightness[cell] = l / 100;
    const [i, j, k] = [binOf(l / 100, BINS.l), binOf((a + 50) / 100, BINS.a), binOf((b + 50) / 100, BINS.b)];
    bins[cell] = (i * BINS.a + j) * BINS.b + k;
  }
  return { bins, lightness };
}

/**
 * How much likelier each cell's colour is on the object than around it: the log of the ratio of two smoothed histograms.
 * @param share In [0, 1]: how much of each cell is taken for object; the rest counts as surroundings.
 * @param isKnown Zero for cells outside the image, which teach nothing.
 */
export function colourEvidence(bins: Uint16Array, share: Float32Array, isKnown: Uint8Array): Float32Array {
  const object = new Float64Array(BIN_COUNT);
  const around = new Float64Array(BIN_COUNT);
  bins.forEach((bin, cell) => {
    if (!isKnown[cell]) return;
    const part = share[cell] ?? 0;
    object[bin] = (object[bin] ?? 0) + part;
    around[bin] = (around[bin] ?? 0) + 1 - part;
  });
  const [likely, unlikely] = [smoothed(object), smoothed(around)];
  // Two cells' worth of every colour, so that an unseen one decides nothing.
  const floor = 2 / bins.length;
  const evidence = Float64Array.from(likely, (value, bin) =>
    Math.log((value + floor) / ((unlikely[bin] ?? 0) + floor)),
  );
  return Float32Array.from(bins, (bin) => evidence[bin] ?? 0);
}

const NEIGHBOURS = [-1, 0, 1].flatMap((l) =>
  [-1, 0, 1].flatMap((a) =>
    [-1, 0, 1].map((b) => ({ l, a, b, weight: Math.exp(-NEIGHBOUR_DECAY * (l * l + a * a + b * b)) })),
  ),
);

/** A histogram averaged with its neighbours in colour and scaled to sum to about 1. */
function smoothed(histogram: Float64Array): Float64Array {
  const total = histogram.reduce((sum, value) => sum + value, 0) || 1;
  const result = new Float64Array(BIN_COUNT);
  for (let bin = 0; bin < BIN_COUNT; bin++) {
    const l = Math.floor(bin / (BINS.a * BINS.b));
    const a = Math.floor(bin / BINS.b) % BINS.a;
    const b = bin % BINS.b;
    let [sum, weights] = [0, 0];
    for (const step of NEIGHBOURS) {
      const [i, j, k] = [l + step.l, a + step.a, b + step.b];
      if (i < 0 || j < 0 || k < 0 || i >= BINS.l || j >= BINS.a || k >= BINS.b) continue;
      sum += step.weight * (histogram[(i * BINS.a + j) * BINS.b + k] ?? 0);
      weights += step.weight;
    }
    result[bin] = sum / weights / total;
  }
  return result;
}

const binOf = (share: number, bins: number): number => Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));

const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

function toLab(red: number, green: number, blue: number): [l: number, a: number, b: number] {
  const [r, g, b] = [LINEAR[red] ?? 0, LINEAR[green] ?? 0, LINEAR[blue] ?? 0];
  const x = labCurve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = labCurve(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = labCurve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const labCurve = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
