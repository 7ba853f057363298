/** Accuracy and speed of the default detector on COCO's development half: `node test/bench/gpu-worker/detect.ts`. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Detector } from "../../../gpu-worker/src/detect/detector.ts";
import { decodeImage } from "../../../gpu-worker/src/images/decode.ts";
import { OnnxModel } from "../../../gpu-worker/src/inference.ts";
import { installModels, modelsFolder } from "../../../gpu-worker/src/models/install.ts";
import { DEFAULT_ALLOWED_LICENCES, readRegistry, selectModels } from "../../../gpu-worker/src/models/registry.ts";
import { type Box, COCO_IOUS, type Found, meanAveragePrecision, type Truth } from "./average-precision.ts";
import { type CocoImage, FURNITURE, readCoco } from "./coco.ts";

/** Below this a box changes no figure in its third digit, and there are thousands. */
const SCORE_MIN = 0.02;

const cacheDir = resolve(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
await installModels(cacheDir, () => undefined);
const { detect: model } = selectModels(readRegistry(), DEFAULT_ALLOWED_LICENCES);
const network = await OnnxModel.load(`${modelsFolder(cacheDir)}/${model.file.path}`, 2);
const variants = [...model.sizes_px.map((size) => [size]), model.sizes_px];

const images = readCoco();
const truths: Truth[] = images.flatMap(({ id: image, objects }) =>
  objects.map(({ label, box, isCrowd }) => ({ image, label, box, isCrowd })),
);
console.log(`${images.length} images, ${truths.length} boxes, 2 threads`);

for (const sizes_px of variants) {
  const detector = new Detector({ ...model, sizes_px }, network);
  const { found, decodeMs, detectMs } = await detectAll(detector, images);
  console.log(`\nsizes ${sizes_px.join(" + ")}: decode ${median(decodeMs)} ms, detect ${median(detectMs)} ms (median)`);
  report("all labels", truths, found);
  report("furniture", truths.filter(isFurniture), found.filter(isFurniture));
  for (const scoreMin of [0.15, 0.2, 0.25, 0.3, 0.4, 0.5]) reportAt(scoreMin, truths.filter(isFurniture), found);
}
await network.release();

async function detectAll(detector: Detector, images: readonly CocoImage[]) {
  const found: Found[] = [];
  const decodeMs: number[] = [];
  const detectMs: number[] = [];
  for (const { id: image, path } of images) {
    const startedAt = performance.now();
    const { rgb } = await decodeImage(readFileSync(path));
    const decodedAt = performance.now();
    for (const { box, label, score } of await detector.detect(rgb, SCORE_MIN)) {
      const xywh: Box = [box.left, box.top, box.right - box.left, box.bottom - box.top];
      found.push({ image, label: model.labels[label] ?? "", box: xywh, score });
    }
    decodeMs.push(decodedAt - startedAt);
    detectMs.push(performance.now() - decodedAt);
  }
  return { found, decodeMs, detectMs };
}

function report(name: string, truths: readonly Truth[], found: readonly Found[]): void {
  const percent = (ious: readonly number[]) => (meanAveragePrecision(truths, found, ious) * 100).toFixed(1);
  console.log(`  ${name}: mAP ${percent(COCO_IOUS)}, AP50 ${percent([0.5])}`);
}

/** Precision and recall at IoU 0.5, each truth found once. */
function reportAt(scoreMin: number, truths: readonly Truth[], found: readonly Found[]): void {
  const left = new Set(truths.filter(({ isCrowd }) => !isCrowd));
  const wanted = left.size;
  let [hits, misses] = [0, 0];
  for (const candidate of found.filter((box) => box.score >= scoreMin && isFurniture(box))) {
    const match = [...left].find(
      (truth) =>
        truth.image === candidate.image && truth.label === candidate.label && iou(truth.box, candidate.box) >= 0.5,
    );
    if (match) left.delete(match);
    if (match) hits++;
    else misses++;
  }
  const [precision, recall] = [hits / (hits + misses), hits / wanted];
  console.log(`  furniture at score >= ${scoreMin}: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
}

function iou([x, y, w, h]: Box, [u, v, p, q]: Box): number {
  const shared =
    Math.max(0, Math.min(x + w, u + p) - Math.max(x, u)) * Math.max(0, Math.min(y + h, v + q) - Math.max(y, v));
  return shared / (w * h + p * q - shared);
}

function isFurniture({ label }: { label: string }): boolean {
  return FURNITURE.has(label);
}

function median(values: readonly number[]): string {
  return (values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(0);
}
