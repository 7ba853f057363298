/** Mask quality on COCO's development half, against the plain box: `node test/bench/gpu-worker/masks.ts`. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { iou as boxIou } from "../../../gpu-worker/src/detect/boxes.ts";
import { Detector } from "../../../gpu-worker/src/detect/detector.ts";
import { type DecodedImage, decodeImage } from "../../../gpu-worker/src/images/decode.ts";
import type { Corners } from "../../../gpu-worker/src/images/resize.ts";
import { OnnxModel } from "../../../gpu-worker/src/inference.ts";
import { installModels, modelsFolder } from "../../../gpu-worker/src/models/install.ts";
import { DEFAULT_ALLOWED_LICENCES, readRegistry, selectModels } from "../../../gpu-worker/src/models/registry.ts";
import { Segmenter } from "../../../gpu-worker/src/segment/segmenter.ts";
import { decodeRle } from "../../../lib/contracts/rle-codec.ts";
import { type CocoImage, FURNITURE, readCoco } from "./coco.ts";
import { rasterise } from "./rasterise.ts";

/** Smaller objects say more about the box than about the mask. */
const BOX_AREA_MIN = 48 * 48;
/** A detection stands for an object when it has its label and overlaps it this much. */
const MATCH_IOU = 0.5;

interface Score {
  readonly label: string;
  readonly box: number;
  readonly mask: number;
  readonly quality: number;
  readonly method: string;
}

const cacheDir = resolve(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
await installModels(cacheDir, () => undefined);
const { detect: model } = selectModels(readRegistry(), DEFAULT_ALLOWED_LICENCES);
const network = await OnnxModel.load(`${modelsFolder(cacheDir)}/${model.file.path}`, 2);
const detector = new Detector(model, network);
const segmenter = await Segmenter.start();

const onTruth: Score[] = [];
const onDetections: Score[] = [];
const perObjectMs: number[] = [];
for (const image of readCoco()) {
  const wanted = image.objects.filter(
    ({ label, box, isCrowd, polygons }) =>
      FURNITURE.has(label) && !isCrowd && polygons.length > 0 && box[2] * box[3] > BOX_AREA_MIN,
  );
  if (wanted.length === 0) continue;
  const decoded = await decodeImage(readFileSync(image.path));
  const truths = wanted.map(({ label, box: [x, y, w, h], polygons }) => ({
    label,
    box: { left: x, top: y, right: x + w, bottom: y + h },
    mask: rasterise(polygons, image),
  }));
  onTruth.push(
    ...(await score(
      decoded,
      image,
      truths.map((truth) => ({ ...truth, truth })),
    )),
  );
  const found = await detector.detect(decoded.rgb, model.thresholds.review);
  const matched = truths.flatMap((truth) => {
    const match = found.find(
      ({ box, label }) => model.labels[label] === truth.label && boxIou(box, truth.box) > MATCH_IOU,
    );
    return match ? [{ label: truth.label, box: match.box, truth }] : [];
  });
  onDetections.push(...(await score(decoded, image, matched)));
}
await segmenter.stop();
await network.release();

report("boxes from the ground truth", onTruth);
report("boxes from the detector", onDetections);
console.log(`\noutlining: ${median(perObjectMs).toFixed(0)} ms an object (median over images)`);
for (const [label, scores] of Map.groupBy(onTruth, (entry) => entry.label)) {
  console.log(
    `  ${label} (${scores.length}): box ${mean(scores.map(({ box }) => box))}, mask ${mean(scores.map(({ mask }) => mask))}`,
  );
}

interface Candidate {
  readonly label: string;
  readonly box: Corners;
  readonly truth: { readonly mask: Uint8Array };
}

async function score(decoded: DecodedImage, image: CocoImage, candidates: readonly Candidate[]): Promise<Score[]> {
  const boxes = candidates.map(({ box }) => box);
  const startedAt = performance.now();
  const masks = await segmenter.segment(decoded, boxes);
  if (boxes.length > 0) perObjectMs.push((performance.now() - startedAt) / boxes.length);
  return candidates.map(({ label, box, truth }, i) => {
    const mask = masks[i];
    if (!mask) throw new Error("a box without a mask");
    const { quality, method, rle } = mask;
    return {
      label,
      quality,
      method,
      box: maskIou(boxMask(box, image), truth.mask),
      mask: maskIou(decodeRle(rle), truth.mask),
    };
  });
}

function boxMask(box: Corners, { width, height }: { width: number; height: number }): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = Math.round(box.top); y < Math.min(height, Math.round(box.bottom)); y++) {
    mask.fill(1, y * width + Math.round(box.left), y * width + Math.min(width, Math.round(box.right)));
  }
  return mask;
}

function maskIou(a: Uint8Array, b: Uint8Array): number {
  let [shared, either] = [0, 0];
  a.forEach((value, i) => {
    if (value && b[i]) shared++;
    if (value || b[i]) either++;
  });
  return shared / either;
}

function report(name: string, scores: readonly Score[]): void {
  console.log(`\n${name}: ${scores.length} furniture objects`);
  for (const key of ["box", "mask"] as const) {
    const values = scores.map((entry) => entry[key]);
    const share = values.filter((value) => value > 0.7).length / values.length;
    console.log(`  ${key.padEnd(4)} mean IoU ${mean(values)}, IoU > 0.7: ${share.toFixed(2)}`);
  }
  const better = scores.filter(({ box, mask }) => mask > box).length;
  const methods = [...Map.groupBy(scores, ({ method }) => method)].map(([method, { length }]) => `${method} ${length}`);
  console.log(`  mask better than box: ${better} of ${scores.length}; methods: ${methods.join(", ")}`);
  const [quality, actual] = [scores.map((entry) => entry.quality), scores.map((entry) => entry.mask)];
  console.log(`  quality: mean ${mean(quality)}, correlation with the IoU ${correlation(quality, actual).toFixed(2)}`);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [average(a), average(b)];
  const sum = (term: (x: number, y: number) => number) =>
    a.reduce((total, x, i) => total + term(x - meanA, (b[i] ?? 0) - meanB), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function mean(values: readonly number[]): string {
  return average(values).toFixed(3);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
