import sharp from "sharp";
import type { RgbImage } from "./decode.ts";

/** Left, top, right, bottom in pixels; right and bottom lie outside the box. */
export interface Corners {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const source = ({ data, width, height }: RgbImage) => sharp(data, { raw: { width, height, channels: 3 } });

/** How an image was fitted into a square: multiply source pixels by `scaleX`/`scaleY`, then add the offset. */
export interface Letterbox {
  readonly sizePx: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** The placement of a `width` × `height` image, centred in a `sizePx` square with its proportions kept. */
export function letterboxOf(size: { width: number; height: number }, sizePx: number) {
  const scale = Math.min(sizePx / size.width, sizePx / size.height);
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const letterbox: Letterbox = {
    sizePx,
    scaleX: width / size.width,
    scaleY: height / size.height,
    offsetX: Math.floor((sizePx - width) / 2),
    offsetY: Math.floor((sizePx - height) / 2),
  };
  return { letterbox, width, height };
}

/** Box in letterbox pixels → box in the source image, clipped to it. */
export function unletterbox(box: Corners, letterbox: Letterbox, size: { width: number; height: number }): Corners {
  const x = (value: number) => clamp((value - letterbox.offsetX) / letterbox.scaleX, size.width);
  const y = (value: number) => clamp((value - letterbox.offsetY) / letterbox.scaleY, size.height);
  return { left: x(box.left), top: y(box.top), right: x(box.right), bottom: y(box.bottom) };
}

/** Grey that pads a letterbox; the detector saw the same in training. */
const PADDING = { r: 114, g: 114, b: 114 };

/** Fits an image into a grey square without distorting it. */
export async function resizeToLetterbox(
  image: RgbImage,
  sizePx: number,
): Promise<{ pixels: Buffer; letterbox: Letterbox }> {
  const { letterbox, width, height } = letterboxOf(image, sizePx);
  const { offsetX: left, offsetY: top } = letterbox;
  const pixels = await source(image)
    .resize(width, height, { fit: "fill", kernel: "linear" })
    .extend({ left, top, right: sizePx - width - left, bottom: sizePx - height - top, background: PADDING })
    .raw()
    .toBuffer();
  return { pixels, letterbox };
}

/** Cuts a box out and stretches it to a square of `sizePx`. The box is rounded outwards and clipped to the image. */
export function cropToSquare(image: RgbImage, box: Corners, sizePx: number): Promise<Buffer> {
  const left = Math.min(image.width - 1, Math.max(0, Math.floor(box.left)));
  const top = Math.min(image.height - 1, Math.max(0, Math.floor(box.top)));
  const width = Math.max(1, Math.min(image.width, Math.ceil(box.right)) - left);
  const height = Math.max(1, Math.min(image.height, Math.ceil(box.bottom)) - top);
  return source(image).extract({ left, top, width, height }).resize(sizePx, sizePx, { fit: "fill" }).raw().toBuffer();
}

export interface PixelScaling {
  /** Order of the channels the model wants. */
  readonly channels: "rgb" | "bgr";
  /** Subtracted from, then divided into, each 0-255 channel value, in the model's channel order. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Writes interleaved RGB pixels as one planar, normalised image at `offset` floats into a batch tensor. */
export function writePlanar(target: Float32Array, offset: number, pixels: Uint8Array, scaling: PixelScaling): void {
  const count = pixels.length / 3;
  for (let channel = 0; channel < 3; channel++) {
    const from = scaling.channels === "bgr" ? 2 - channel : channel;
    const mean = scaling.mean[channel] ?? 0;
    const factor = 1 / (scaling.std[channel] ?? 1);
    const plane = offset + channel * count;
    for (let i = 0; i < count; i++) target[plane + i] = ((pixels[i * 3 + from] ?? 0) - mean) * factor;
  }
}

const clamp = (value: number, max: number): number => Math.max(0, Math.min(max, value));
