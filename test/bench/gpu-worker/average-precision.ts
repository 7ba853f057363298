/** x, y, width, height in pixels. */
export type Box = readonly [number, number, number, number];

export interface Truth {
  readonly image: number;
  readonly label: string;
  readonly box: Box;
  /** A region of many objects: what lies in it counts neither for nor against. */
  readonly isCrowd: boolean;
}

export interface Found {
  readonly image: number;
  readonly label: string;
  readonly box: Box;
  readonly score: number;
}

export const COCO_IOUS: readonly number[] = Array.from({ length: 10 }, (_, i) => 0.5 + i * 0.05);
/** COCO counts the best 100 boxes of a label in an image. */
const PER_IMAGE_MAX = 100;

/**
 * 101-point average precision of one label at one IoU, as COCO's evaluator computes it; null when the label has no truth.
 * Source: `COCOeval` of cocodataset/cocoapi, area "all".
 */
function averagePrecision(truths: readonly Truth[], found: readonly Found[], iouMin: number): number | null {
  const positives = truths.filter(({ isCrowd }) => !isCrowd).length;
  if (positives === 0) return null;
  const truthsByImage = Map.groupBy(truths, ({ image }) => image);
  const outcomes: { score: number; isHit: boolean }[] = [];
  for (const [image, boxes] of Map.groupBy(found, ({ image }) => image)) {
    outcomes.push(...matchImage(truthsByImage.get(image) ?? [], boxes, iouMin));
  }
  return areaUnderCurve(
    outcomes.toSorted((a, b) => b.score - a.score),
    positives,
  );
}

/** Mean over labels and IoUs. */
export function meanAveragePrecision(truths: readonly Truth[], found: readonly Found[], ious = COCO_IOUS): number {
  const foundByLabel = Map.groupBy(found, ({ label }) => label);
  const values: number[] = [];
  for (const [label, ofLabel] of Map.groupBy(truths, (truth) => truth.label)) {
    for (const iouMin of ious) {
      const value = averagePrecision(ofLabel, foundByLabel.get(label) ?? [], iouMin);
      if (value !== null) values.push(value);
    }
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function matchImage(truths: readonly Truth[], found: readonly Found[], iouMin: number) {
  const ordered = truths.toSorted((a, b) => Number(a.isCrowd) - Number(b.isCrowd));
  const taken = new Set<Truth>();
  const outcomes: { score: number; isHit: boolean }[] = [];
  for (const candidate of found.toSorted((a, b) => b.score - a.score).slice(0, PER_IMAGE_MAX)) {
    let best: Truth | null = null;
    let bestIou = iouMin;
    for (const truth of ordered) {
      if (taken.has(truth) && !truth.isCrowd) continue;
      if (best && !best.isCrowd && truth.isCrowd) break;
      const overlap = boxIou(candidate.box, truth);
      if (overlap >= bestIou) [best, bestIou] = [truth, overlap];
    }
    if (best) taken.add(best);
    if (!best?.isCrowd) outcomes.push({ score: candidate.score, isHit: best !== null });
  }
  return outcomes;
}

/** Intersection over union; over the candidate's own area where the truth is a crowd. */
function boxIou([x, y, width, height]: Box, { box: [tx, ty, tw, th], isCrowd }: Truth): number {
  const shared =
    Math.max(0, Math.min(x + width, tx + tw) - Math.max(x, tx)) *
    Math.max(0, Math.min(y + height, ty + th) - Math.max(y, ty));
  const whole = isCrowd ? width * height : width * height + tw * th - shared;
  return whole > 0 ? shared / whole : 0;
}

function areaUnderCurve(outcomes: readonly { isHit: boolean }[], positives: number): number {
  let hits = 0;
  const points = outcomes.map(({ isHit }, i) => {
    if (isHit) hits++;
    return { recall: hits / positives, precision: hits / (i + 1) };
  });
  let sum = 0;
  let ceiling = 0;
  let index = points.length - 1;
  for (let step = 100; step >= 0; step--) {
    for (; index >= 0 && (points[index]?.recall ?? 0) >= step / 100; index--) {
      ceiling = Math.max(ceiling, points[index]?.precision ?? 0);
    }
    sum += ceiling;
  }
  return sum / 101;
}
