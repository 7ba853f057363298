import { CELLS, eachCell, GRID, type GridPlacement } from "./grid.ts";
import { boxMean } from "./guided-filter.ts";
import { type OpenCv, withMats } from "./opencv.ts";
import { objectProbability } from "./posterior.ts";
import type { ObjectMask } from "./protocol.ts";

/** Intersection over union, the measure of a mask, is best served by taking in cells a little under one half. */
const INSIDE_MIN = 0.4;
/** Between these GrabCut decides; beyond them the probability does. */
const UNSURE = { from: 0.2, to: 0.65 } as const;
/** GrabCut's outline is sharper, but it sometimes runs off; it is taken only when it agrees this well (IoU). */
const AGREEMENT_MIN = 0.7;
/** A mask that fills less of its box than this has lost the object. */
const FILL_MIN = 0.08;
/** Smaller pieces, as a share of the largest one, are noise. */
const PIECE_MIN = 0.1;

/** An object's outline on the grid: inside where the level is at least 0.5. */
export interface Outline {
  readonly level: Float32Array;
  readonly method: ObjectMask["method"];
  /** Expected intersection over union with the true outline, if the probabilities are right. */
  readonly quality: number;
}

/**
 * Outlines the object in a box.
 * @param rgb Interleaved RGB of the grid.
 */
export function outline(cv: OpenCv, rgb: Uint8Array, placement: GridPlacement): Outline {
  const probability = objectProbability(rgb, placement);
  const byColour = Uint8Array.from(probability, (value) => (value > INSIDE_MIN ? 1 : 0));
  const byGrabCut = grabCut(cv, rgb, probability, placement);
  const isTrusted = overlap(byColour, byGrabCut) > AGREEMENT_MIN;
  const mask = largestPieces(cv, isTrusted ? byGrabCut : byColour);
  const { box } = placement;
  if (count(mask) < FILL_MIN * (box.right - box.left) * (box.bottom - box.top)) return boxOutline(placement);
  const method = isTrusted ? "grabcut" : "colour";
  return { level: boxMean(Float32Array.from(mask), GRID, 1), method, quality: expectedIou(mask, probability) };
}

export function boxOutline({ box }: GridPlacement): Outline {
  const level = new Float32Array(CELLS);
  eachCell(box, (cell) => {
    level[cell] = 1;
  });
  return { level, method: "box", quality: 0 };
}

/** One round of GrabCut over the cells whose probability leaves a doubt. */
function grabCut(cv: OpenCv, rgb: Uint8Array, probability: Float32Array, { box }: GridPlacement): Uint8Array {
  return withMats((keep) => {
    const image = keep(new cv.Mat(GRID, GRID, cv.CV_8UC3));
    image.data.set(rgb);
    const labels = keep(new cv.Mat(GRID, GRID, cv.CV_8UC1));
    const seeds = new Uint8Array(CELLS).fill(cv.GC_BGD);
    eachCell(box, (cell) => {
      const value = probability[cell] ?? 0;
      const guess = value > INSIDE_MIN ? cv.GC_PR_FGD : cv.GC_PR_BGD;
      if (value > UNSURE.to) seeds[cell] = cv.GC_FGD;
      else if (value > UNSURE.from) seeds[cell] = guess;
    });
    labels.data.set(seeds);
    const [background, foreground] = [keep(new cv.Mat()), keep(new cv.Mat())];
    const whole = new cv.Rect(0, 0, GRID, GRID);
    // GrabCut refuses seeds without both object and background; then the seeds are the answer.
    if (seeds.includes(cv.GC_BGD) && seeds.some((seed) => seed === cv.GC_FGD || seed === cv.GC_PR_FGD)) {
      cv.grabCut(image, labels, whole, background, foreground, 1, cv.GC_INIT_WITH_MASK);
    }
    return Uint8Array.from(labels.data, (label: number) => (label === cv.GC_FGD || label === cv.GC_PR_FGD ? 1 : 0));
  });
}

function largestPieces(cv: OpenCv, mask: Uint8Array): Uint8Array {
  return withMats((keep) => {
    const image = keep(new cv.Mat(GRID, GRID, cv.CV_8UC1));
    image.data.set(mask);
    const [labels, stats, centroids] = [keep(new cv.Mat()), keep(new cv.Mat()), keep(new cv.Mat())];
    const pieces = cv.connectedComponentsWithStats(image, labels, stats, centroids);
    const area = (piece: number): number => (piece === 0 ? 0 : stats.intAt(piece, cv.CC_STAT_AREA));
    const areas = Array.from({ length: pieces }, (_, piece) => area(piece));
    const areaMin = Math.max(...areas) * PIECE_MIN;
    return Uint8Array.from(labels.data32S, (piece: number) => (piece > 0 && (areas[piece] ?? 0) >= areaMin ? 1 : 0));
  });
}

/** Sure and expected object cells in the mask, over the mask and the object expected outside it. */
function expectedIou(mask: Uint8Array, probability: Float32Array): number {
  let [shared, either] = [0, 0];
  mask.forEach((isInside, cell) => {
    const value = probability[cell] ?? 0;
    if (isInside) shared += value;
    either += isInside ? 1 : value;
  });
  return either > 0 ? shared / either : 0;
}

function overlap(a: Uint8Array, b: Uint8Array): number {
  let [shared, either] = [0, 0];
  a.forEach((value, cell) => {
    if (value && b[cell]) shared++;
    if (value || b[cell]) either++;
  });
  return either > 0 ? shared / either : 0;
}

const count = (mask: Uint8Array): number => mask.reduce((sum, value) => sum + value, 0);
