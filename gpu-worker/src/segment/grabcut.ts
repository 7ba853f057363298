import type { Corners } from "../images/resize.ts";
import { type OpenCv, withMats } from "./opencv.ts";

/** Longer side of the crop that GrabCut works on; its time grows with the area. */
const WORK_SIDE_PX = 224;
/** Surroundings taken in on each side, as a share of the box: GrabCut learns the background from them. */
const MARGIN = 0.2;
const ITERATIONS = 3;
/** A mask that fills less of its box than this has lost the object. */
const FILL_MIN = 0.12;
/** Smaller pieces, as a share of the largest one, are noise. */
const PIECE_MIN = 0.1;

/** A region of the working copy at reduced scale, with the object's box in it. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  /** Size in pixels of the working copy. */
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  /** Size at which the mask is computed. */
  readonly width: number;
  readonly height: number;
  /** The object's box in the reduced crop, whole pixels. */
  readonly box: Corners;
}

/** Lays the crop around a box: the box plus its margin, clipped to the image, shrunk to the working size. */
export function cropAround(box: Corners, image: { width: number; height: number }): Crop {
  const marginX = Math.max(4, (box.right - box.left) * MARGIN);
  const marginY = Math.max(4, (box.bottom - box.top) * MARGIN);
  const left = Math.max(0, Math.floor(box.left - marginX));
  const top = Math.max(0, Math.floor(box.top - marginY));
  const sourceWidth = Math.min(image.width, Math.ceil(box.right + marginX)) - left;
  const sourceHeight = Math.min(image.height, Math.ceil(box.bottom + marginY)) - top;
  const scale = Math.min(1, WORK_SIDE_PX / Math.max(sourceWidth, sourceHeight));
  const width = Math.max(8, Math.round(sourceWidth * scale));
  const height = Math.max(8, Math.round(sourceHeight * scale));
  const x = (value: number) => Math.min(width, Math.max(0, Math.round(((value - left) * width) / sourceWidth)));
  const y = (value: number) => Math.min(height, Math.max(0, Math.round(((value - top) * height) / sourceHeight)));
  const inner = { left: x(box.left), top: y(box.top), right: x(box.right), bottom: y(box.bottom) };
  return { left, top, sourceWidth, sourceHeight, width, height, box: inner };
}

/** A mask in the reduced crop: one byte a pixel, 0 or 255. */
export interface CropMask {
  readonly mask: Uint8Array;
  readonly method: "grabcut" | "box";
  readonly quality: number;
}

/**
 * Outlines the object in a box with two GrabCut runs from different seeds. Where they agree the outline is likely right,
 * so their overlap (intersection over union) is the quality; the run that started from the whole box gives the mask.
 * @param rgb Interleaved RGB of the reduced crop.
 */
export function outline(cv: OpenCv, rgb: Uint8Array, crop: Crop): CropMask {
  const fromBox = runGrabCut(cv, rgb, crop, seedBox(crop, cv));
  const fromOval = runGrabCut(cv, rgb, crop, seedOval(crop, cv));
  const { box } = crop;
  const boxArea = (box.right - box.left) * (box.bottom - box.top);
  if (count(fromBox) < FILL_MIN * boxArea) return { mask: boxMask(crop), method: "box", quality: 0 };
  return { mask: fromBox, method: "grabcut", quality: overlap(fromBox, fromOval) };
}

function runGrabCut(cv: OpenCv, rgb: Uint8Array, crop: Crop, seeds: Uint8Array): Uint8Array {
  return withMats((keep) => {
    const { width, height } = crop;
    const image = keep(new cv.Mat(height, width, cv.CV_8UC3));
    image.data.set(rgb);
    const labels = keep(new cv.Mat(height, width, cv.CV_8UC1));
    labels.data.set(seeds);
    const [background, foreground] = [keep(new cv.Mat()), keep(new cv.Mat())];
    const whole = new cv.Rect(0, 0, width, height);
    cv.grabCut(image, labels, whole, background, foreground, ITERATIONS, cv.GC_INIT_WITH_MASK);
    const mask = keep(new cv.Mat(height, width, cv.CV_8UC1));
    labels.data.forEach((label: number, i: number) => {
      mask.data[i] = label === cv.GC_FGD || label === cv.GC_PR_FGD ? 255 : 0;
    });
    const kernel = keep(cv.getStructuringElement(cv.MORPH_ELLIPSE, new cv.Size(3, 3)));
    cv.morphologyEx(mask, mask, cv.MORPH_OPEN, kernel);
    cv.morphologyEx(mask, mask, cv.MORPH_CLOSE, kernel);
    dropSmallPieces(cv, mask, keep);
    return Uint8Array.from(mask.data);
  });
}

function dropSmallPieces(
  cv: OpenCv,
  mask: InstanceType<OpenCv["Mat"]>,
  keep: <M extends { delete(): void }>(m: M) => M,
) {
  const [labels, stats, centroids] = [keep(new cv.Mat()), keep(new cv.Mat()), keep(new cv.Mat())];
  const pieces = cv.connectedComponentsWithStats(mask, labels, stats, centroids);
  const areas = Array.from({ length: pieces }, (_, piece) => (piece === 0 ? 0 : stats.intAt(piece, cv.CC_STAT_AREA)));
  const areaMin = Math.max(0, ...areas) * PIECE_MIN;
  const pieceOf: Int32Array = labels.data32S;
  pieceOf.forEach((piece, i) => {
    if (piece > 0 && (areas[piece] ?? 0) < areaMin) mask.data[i] = 0;
  });
}

/** Everything in the box may be the object; without surroundings the crop's rim stands in for background. */
function seedBox(crop: Crop, cv: OpenCv): Uint8Array {
  return seed(crop, cv, () => cv.GC_PR_FGD);
}

/** The middle is the object, the corners of the box probably are not. */
function seedOval(crop: Crop, cv: OpenCv): Uint8Array {
  return seed(crop, cv, (x, y) => {
    if (x * x + y * y < 0.06) return cv.GC_FGD;
    return Math.abs(x) ** 2.5 + Math.abs(y) ** 2.5 > 1.35 ? cv.GC_PR_BGD : cv.GC_PR_FGD;
  });
}

/** @param inside Label at a point of the box, both coordinates in [-1, 1] from its middle. */
function seed(crop: Crop, cv: OpenCv, inside: (x: number, y: number) => number): Uint8Array {
  const { width, height, box } = crop;
  const seeds = new Uint8Array(width * height).fill(cv.GC_BGD);
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) {
      const u = ((x + 0.5 - box.left) / (box.right - box.left)) * 2 - 1;
      const v = ((y + 0.5 - box.top) / (box.bottom - box.top)) * 2 - 1;
      seeds[y * width + x] = inside(u, v);
    }
  }
  if (!seeds.includes(cv.GC_BGD)) markRim(seeds, width, height, cv.GC_BGD);
  return seeds;
}

function markRim(seeds: Uint8Array, width: number, height: number, label: number): void {
  for (let x = 0; x < width; x++) seeds[x] = seeds[(height - 1) * width + x] = label;
  for (let y = 0; y < height; y++) seeds[y * width] = seeds[y * width + width - 1] = label;
}

export function boxMask({ width, height, box }: Crop): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = box.top; y < box.bottom; y++) mask.fill(255, y * width + box.left, y * width + box.right);
  return mask;
}

const count = (mask: Uint8Array): number => mask.reduce((sum, value) => sum + (value ? 1 : 0), 0);

function overlap(a: Uint8Array, b: Uint8Array): number {
  let [shared, either] = [0, 0];
  a.forEach((value, i) => {
    if (value && b[i]) shared++;
    if (value || b[i]) either++;
  });
  return either ? shared / either : 0;
}
