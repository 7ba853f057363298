import type { RgbImage } from "../images/decode.ts";
import { resizeToLetterbox, unletterbox, writePlanar } from "../images/resize.ts";
import type { OnnxModel } from "../inference.ts";
import type { DetectModel } from "../models/registry.ts";
import { areaOf, type Detection, fuseBoxes, suppress } from "./boxes.ts";
import { decodeNanodet, type NanodetLevel } from "./nanodet.ts";

/** Thinner boxes cannot be outlined or embedded. In pixels of the working copy. */
const SIDE_PX_MIN = 4;
/** Boxes one size may bring into the fusion; more are noise, and fusing takes quadratic time. */
const CANDIDATES_MAX = 300;

/** NanoDet at several input sizes, fused. */
export class Detector {
  readonly #model: DetectModel;
  readonly #network: OnnxModel;

  constructor(model: DetectModel, network: OnnxModel) {
    this.#model = model;
    this.#network = network;
  }

  /** Objects that score at least `scoreMin`, best first, boxes in pixels of `image`. */
  async detect(image: RgbImage, scoreMin: number): Promise<Detection[]> {
    const { thresholds } = this.#model;
    const bySize: Detection[][] = [];
    for (const sizePx of this.#model.sizes_px) bySize.push(await this.#detectAt(image, sizePx));
    const fused = fuseBoxes(bySize, thresholds.fuse_iou).filter(({ score }) => score >= scoreMin);
    return suppress(fused, thresholds.same_object_iou, true).filter(isLargeEnough);
  }

  async #detectAt(image: RgbImage, sizePx: number): Promise<Detection[]> {
    const { thresholds, labels } = this.#model;
    const { pixels, letterbox } = await resizeToLetterbox(image, sizePx);
    const input = new Float32Array(3 * sizePx ** 2);
    writePlanar(input, 0, pixels, this.#model.scaling);
    const outputs = await this.#network.run(input, [1, 3, sizePx, sizePx]);
    const levels = this.#model.strides_px.map((stridePx) => levelOf(outputs, sizePx, stridePx));
    const detections = decodeNanodet(levels, labels.length, thresholds.candidate).map((detection) => ({
      ...detection,
      box: unletterbox(detection.box, letterbox, image),
    }));
    return suppress(detections, thresholds.suppress_iou).slice(0, CANDIDATES_MAX);
  }
}

function levelOf(outputs: ReadonlyMap<string, Float32Array>, sizePx: number, stridePx: number): NanodetLevel {
  const scores = outputs.get(`scores_${stridePx}`);
  const sides = outputs.get(`sides_${stridePx}`);
  if (!scores || !sides) throw new Error(`the detector has no outputs for stride ${stridePx}`);
  return { stridePx, cells: sizePx / stridePx, scores, sides };
}

const isLargeEnough = ({ box }: Detection): boolean =>
  areaOf(box) > 0 && box.right - box.left >= SIDE_PX_MIN && box.bottom - box.top >= SIDE_PX_MIN;
