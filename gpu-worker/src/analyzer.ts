import { join } from "node:path";
import type { AnalyzedImage, AnalyzedObject, AnalyzeTask } from "../../lib/contracts/analyze.ts";
import type { Detection } from "./detect/boxes.ts";
import { Detector } from "./detect/detector.ts";
import { Embedder } from "./embed/embedder.ts";
import { type DecodedImage, decodeImage } from "./images/decode.ts";
import type { Corners } from "./images/resize.ts";
import { OnnxModel } from "./inference.ts";
import { categoryOf, type ModelSet } from "./models/registry.ts";
import type { ObjectMask } from "./segment/protocol.ts";
import { Segmenter } from "./segment/segmenter.ts";
import { traced } from "./telemetry.ts";

interface AnalyzerOptions {
  readonly models: ModelSet;
  /** Folder of the installed model files. */
  readonly modelsDir: string;
  /** Threads one model run may use. */
  readonly threads: number;
}

export interface AnalyzeJob {
  readonly bytes: Uint8Array;
  readonly tasks: readonly AnalyzeTask[];
  readonly maxObjects: number;
}

/** What is known of one image, without the id its caller gave it. */
export type Analysis = Omit<Extract<AnalyzedImage, { ok: true }>, "id" | "ok">;

/** Everything that computes: bytes of an image in, plain data out. It lives in the inference process. */
export class Analyzer {
  readonly #models: ModelSet;
  readonly #detector: Detector;
  readonly #embedder: Embedder;
  readonly #segmenter: Segmenter;
  readonly #networks: readonly OnnxModel[];

  private constructor(models: ModelSet, networks: readonly [OnnxModel, OnnxModel], segmenter: Segmenter) {
    this.#models = models;
    this.#networks = networks;
    this.#detector = new Detector(models.detect, networks[0]);
    this.#embedder = new Embedder(models.embed, networks[1]);
    this.#segmenter = segmenter;
  }

  /** Loads every model; rejects when one is missing or damaged. */
  static async load({ models, modelsDir, threads }: AnalyzerOptions): Promise<Analyzer> {
    const [detect, embed, segmenter] = await Promise.all([
      OnnxModel.load(join(modelsDir, models.detect.file.path), threads),
      OnnxModel.load(join(modelsDir, models.embed.file.path), threads),
      Segmenter.start(),
    ]);
    return new Analyzer(models, [detect, embed], segmenter);
  }

  /**
   * Decodes the image once and runs the asked tasks on it.
   * @throws {ImageError} the bytes are not an image this worker reads.
   */
  async analyze({ bytes, tasks, maxObjects }: AnalyzeJob): Promise<Analysis> {
    const clock = new Stopwatch();
    const image = await clock.time("decode", decodeImage(bytes));
    const wants = (task: AnalyzeTask) => tasks.includes(task);
    const found =
      wants("detect") || wants("segment") ? await clock.time("detect", this.#detect(image, maxObjects)) : [];
    const boxes = found.map(({ box }) => box);
    // Outlining has its own thread, so embedding runs beside it.
    const [masks, vectors, sceneVector] = await Promise.all([
      wants("segment") ? clock.time("segment", this.#segmenter.segment(image, boxes)) : [],
      wants("embed") ? clock.time("embed_objects", this.#embedder.embedObjects(image.rgb, boxes)) : [],
      wants("embed") ? clock.time("embed_scene", this.#embedder.embedScene(image.rgb)) : null,
    ]);
    const objects = found.map((detection, i) => this.#describe(image, detection, masks[i], vectors[i]));
    const { width: width_px, height: height_px } = image;
    return { width_px, height_px, objects, embedding: sceneVector, timings_ms: clock.read() };
  }

  async close(): Promise<void> {
    await this.#segmenter.stop();
    await Promise.all(this.#networks.map((network) => network.release()));
  }

  async #detect({ rgb }: DecodedImage, maxObjects: number): Promise<Detection[]> {
    const detections = await this.#detector.detect(rgb, this.#models.detect.thresholds.review);
    return detections.slice(0, maxObjects);
  }

  #describe(image: DecodedImage, detection: Detection, mask?: ObjectMask, vector?: number[]): AnalyzedObject {
    const { detect } = this.#models;
    const label = detect.labels[detection.label] ?? "unknown";
    return {
      category: categoryOf(detect, label),
      model_label: label,
      score: round(detection.score, 4),
      confidence: detection.score >= detect.thresholds.accept ? "accepted" : "review",
      box: sourceBox(detection.box, image),
      mask: mask ? { rle: mask.rle, method: mask.method, quality: round(mask.quality, 4), area_px: mask.areaPx } : null,
      embedding: vector ?? null,
    };
  }
}

/** Box of the working copy → x, y, width, height in the source image. */
function sourceBox(box: Corners, { rgb, width, height }: DecodedImage): [number, number, number, number] {
  const [scaleX, scaleY] = [width / rgb.width, height / rgb.height];
  const [x, y] = [round(box.left * scaleX, 2), round(box.top * scaleY, 2)];
  return [x, y, round(box.right * scaleX - x, 2), round(box.bottom * scaleY - y, 2)];
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Adds up milliseconds by name, and the total since it was made. */
class Stopwatch {
  readonly #startedAt = performance.now();
  readonly #timings: Record<string, number> = {};

  async time<T>(name: string, work: Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await traced(name, work);
    this.#timings[name] = round(performance.now() - startedAt, 1);
    return result;
  }

  read(): Record<string, number> {
    return { ...this.#timings, total: round(performance.now() - this.#startedAt, 1) };
  }
}
