import { deltaE2000, type Lab } from "./lab";

export interface WeightedLab {
  lab: Lab;
  /** Pixels; any positive unit does. */
  weight: number;
}

const SEEDS = 16;
const ROUNDS = 6; // from such seeds, more rounds move no center by a visible step
/** CIEDE2000 below which two colours of one picture are told as one. */
const MERGE_DELTA_E = 7;

/**
 * Groups colours into at most `limit` clusters, heaviest first. Deterministic: k-means in CIELAB from greedily spread seeds,
 * then the pair that loses least (Ward's criterion) is merged until few and distinct enough remain.
 */
export function clusterColors(points: readonly WeightedLab[], limit: number): WeightedLab[] {
  let centers = spreadSeeds(points);
  for (let round = 0; round < ROUNDS; round += 1) centers = means(points, centers);
  return mergeClosest(centers, limit).sort((a, b) => b.weight - a.weight);
}

/** The heaviest colour, then each time the one that is both heavy and far from all chosen. */
function spreadSeeds(points: readonly WeightedLab[]): WeightedLab[] {
  const seeds: WeightedLab[] = [];
  const distances = new Float64Array(points.length).fill(Number.POSITIVE_INFINITY);
  let next = points.reduce<WeightedLab | undefined>(
    (best, point) => (best && best.weight >= point.weight ? best : point),
    undefined,
  );
  while (next && seeds.length < SEEDS) {
    seeds.push(next);
    let bestScore = 0;
    const from: Lab = next.lab;
    next = undefined;
    for (let index = 0; index < points.length; index += 1) {
      const point = points[index] as WeightedLab;
      const distance = Math.min(distances[index] as number, squaredDistance(point.lab, from));
      distances[index] = distance;
      if (distance * point.weight > bestScore) {
        bestScore = distance * point.weight;
        next = point;
      }
    }
  }
  return seeds;
}

/** One round of k-means: every point goes to its nearest center, every center to the mean of its points. */
function means(points: readonly WeightedLab[], centers: readonly WeightedLab[]): WeightedLab[] {
  const flat = Float64Array.from(centers.flatMap(({ lab }) => lab)); // three times as fast as reading the objects
  const sums = new Float64Array(centers.length * 4); // weighted L, a, b and the weight
  for (const { lab, weight } of points) {
    const [l, a, b] = lab;
    let nearest = 0;
    let shortest = Number.POSITIVE_INFINITY;
    for (let center = 0; center < centers.length; center += 1) {
      const distance =
        (l - (flat[center * 3] as number)) ** 2 +
        (a - (flat[center * 3 + 1] as number)) ** 2 +
        (b - (flat[center * 3 + 2] as number)) ** 2;
      if (distance < shortest) {
        shortest = distance;
        nearest = center;
      }
    }
    add(sums, nearest * 4, l * weight);
    add(sums, nearest * 4 + 1, a * weight);
    add(sums, nearest * 4 + 2, b * weight);
    add(sums, nearest * 4 + 3, weight);
  }
  return centers.flatMap((_, center) => {
    const [l = 0, a = 0, b = 0, weight = 0] = sums.subarray(center * 4, center * 4 + 4);
    return weight > 0 ? [{ lab: [l / weight, a / weight, b / weight] as const, weight }] : [];
  });
}

function mergeClosest(clusters: readonly WeightedLab[], limit: number): WeightedLab[] {
  const left = [...clusters];
  while (left.length > 1) {
    const pair = cheapestPair(left, left.length > limit);
    if (!pair) break;
    const [first, second] = pair;
    left.splice(left.indexOf(second), 1);
    left.splice(left.indexOf(first), 1, weightedMean(first, second));
  }
  return left;
}

/**
 * The pair whose union loses least; unless one has to go (`must`), only a pair that looks alike. The loss is Euclidean:
 * CIEDE2000 is made for small differences and calls yellow and turquoise closer than they are.
 */
function cheapestPair(clusters: readonly WeightedLab[], must: boolean): [WeightedLab, WeightedLab] | null {
  let best: [WeightedLab, WeightedLab] | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [index, first] of clusters.entries()) {
    for (const second of clusters.slice(index + 1)) {
      const harmonic = (first.weight * second.weight) / (first.weight + second.weight);
      const cost = harmonic * squaredDistance(first.lab, second.lab);
      if (cost < bestCost && (must || deltaE2000(first.lab, second.lab) < MERGE_DELTA_E)) {
        bestCost = cost;
        best = [first, second];
      }
    }
  }
  return best;
}

function weightedMean(first: WeightedLab, second: WeightedLab): WeightedLab {
  const weight = first.weight + second.weight;
  const mix = (index: 0 | 1 | 2) => (first.lab[index] * first.weight + second.lab[index] * second.weight) / weight;
  return { lab: [mix(0), mix(1), mix(2)], weight };
}

const squaredDistance = (p: Lab, q: Lab) => (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2;

function add(sums: Float64Array, index: number, value: number): void {
  sums[index] = (sums[index] as number) + value;
}
