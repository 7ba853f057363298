import type { RgbImage } from "../images/decode.ts";
import { type Corners, cropToSquare, writePlanar } from "../images/resize.ts";
import type { OnnxModel } from "../inference.ts";
import type { EmbedModel } from "../models/registry.ts";

/** Crops that go through the network together: faster than one by one, and still a few megabytes. */
const BATCH_SIZE = 8;

/** Averages a network's features over a crop stretched to a square. */
export class Embedder {
  readonly #model: EmbedModel;
  readonly #network: OnnxModel;

  constructor(model: EmbedModel, network: OnnxModel) {
    this.#model = model;
    this.#network = network;
  }

  /** One L2-normalised vector a box, in order; boxes are widened by the model's crop margin. */
  embedObjects(image: RgbImage, boxes: readonly Corners[]): Promise<number[][]> {
    return this.#embed(
      image,
      boxes.map((box) => widen(box, this.#model.crop_margin)),
    );
  }

  /** The L2-normalised vector of the whole image. */
  async embedScene(image: RgbImage): Promise<number[]> {
    const [vector = []] = await this.#embed(image, [{ left: 0, top: 0, right: image.width, bottom: image.height }]);
    return vector;
  }

  async #embed(image: RgbImage, boxes: readonly Corners[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (let start = 0; start < boxes.length; start += BATCH_SIZE) {
      vectors.push(...(await this.#embedBatch(image, boxes.slice(start, start + BATCH_SIZE))));
    }
    return vectors;
  }

  async #embedBatch(image: RgbImage, boxes: readonly Corners[]): Promise<number[][]> {
    const { size_px: sizePx, dimensions, scaling, output } = this.#model;
    const crops = await Promise.all(boxes.map((box) => cropToSquare(image, box, sizePx)));
    const input = new Float32Array(crops.length * 3 * sizePx ** 2);
    crops.forEach((crop, i) => {
      writePlanar(input, i * 3 * sizePx ** 2, crop, scaling);
    });
    const features = (await this.#network.run(input, [crops.length, 3, sizePx, sizePx])).get(output);
    if (features?.length !== crops.length * dimensions)
      throw new Error(`"${output}" is not ${dimensions} values a crop`);
    return crops.map((_, i) => normalise(features.subarray(i * dimensions, (i + 1) * dimensions)));
  }
}

function widen(box: Corners, share: number): Corners {
  const [x, y] = [(box.right - box.left) * share, (box.bottom - box.top) * share];
  return { left: box.left - x, top: box.top - y, right: box.right + x, bottom: box.bottom + y };
}

/** Scaled to length 1, rounded to six digits: float32 carries no more, and JSON gets half as long. A zero vector stays. */
function normalise(vector: Float32Array): number[] {
  const length = Math.hypot(...vector) || 1;
  return Array.from(vector, (value) => Number((value / length).toFixed(6)));
}
