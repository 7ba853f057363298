import type { Corners } from "../images/resize.ts";

/** One box of one class; `label` is an index into the model's label list. */
export interface Detection {
  readonly box: Corners;
  readonly label: number;
  /** In [0, 1]. */
  readonly score: number;
}

export function areaOf(box: Corners): number {
  return Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top);
}

/** Intersection over union, in [0, 1]; 0 when both boxes are empty. */
export function iou(a: Corners, b: Corners): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (areaOf(a) + areaOf(b) - shared);
}

/**
 * Greedy non-maximum suppression: best score first, drops what overlaps a kept box by more than `iouMax`.
 * Boxes of different labels suppress each other only when `acrossLabels` is set.
 */
export function suppress(detections: readonly Detection[], iouMax: number, acrossLabels = false): Detection[] {
  const kept: Detection[] = [];
  for (const candidate of detections.toSorted((a, b) => b.score - a.score)) {
    const isCovered = kept.some(
      (other) => (acrossLabels || other.label === candidate.label) && iou(other.box, candidate.box) > iouMax,
    );
    if (!isCovered) kept.push(candidate);
  }
  return kept;
}

interface Member extends Detection {
  /** Index of the source it came from. */
  readonly source: number;
}

interface Cluster {
  readonly label: number;
  readonly members: Member[];
  box: Corners;
}

/**
 * Weighted box fusion of one image's detections by several models (or one model at several sizes), best score first.
 * A fused box is the score-weighted mean of its members; its score is the mean over the sources of each one's best
 * member, where a source that saw nothing counts zero.
 * Source: Solovyev, Wang, Gabruseva, "Weighted boxes fusion", arXiv:1910.13302. There the score is the mean over the
 * members, which costs an object score for every second box one source gave it; docs/models.md has the difference.
 */
export function fuseBoxes(sources: readonly (readonly Detection[])[], iouMin: number): Detection[] {
  const clusters: Cluster[] = [];
  const members = sources.flatMap((detections, source) => detections.map((detection) => ({ ...detection, source })));
  for (const member of members.toSorted((a, b) => b.score - a.score)) {
    const cluster = closest(clusters, member, iouMin);
    if (!cluster) clusters.push({ label: member.label, members: [member], box: member.box });
    else {
      cluster.members.push(member);
      cluster.box = meanBox(cluster.members);
    }
  }
  return clusters
    .map(({ label, members, box }) => ({ label, box, score: fusedScore(members, sources.length) }))
    .toSorted((a, b) => b.score - a.score);
}

function closest(clusters: readonly Cluster[], detection: Detection, iouMin: number): Cluster | null {
  let best: Cluster | null = null;
  let bestIou = iouMin;
  for (const cluster of clusters) {
    if (cluster.label !== detection.label) continue;
    const overlap = iou(cluster.box, detection.box);
    if (overlap > bestIou) [best, bestIou] = [cluster, overlap];
  }
  return best;
}

function meanBox(members: readonly Detection[]): Corners {
  const total = members.reduce((sum, { score }) => sum + score, 0);
  const mean = (side: keyof Corners) => members.reduce((sum, { box, score }) => sum + box[side] * score, 0) / total;
  return { left: mean("left"), top: mean("top"), right: mean("right"), bottom: mean("bottom") };
}

/** Members come best first, so the first of each source is its best. */
function fusedScore(members: readonly Member[], sourceCount: number): number {
  const best = new Map<number, number>();
  for (const { source, score } of members) if (!best.has(source)) best.set(source, score);
  return [...best.values()].reduce((sum, score) => sum + score, 0) / sourceCount;
}
