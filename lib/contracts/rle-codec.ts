import type { Rle } from "./rle.ts";

/** Where a mask lies inside a larger frame, in pixels. */
export interface MaskWindow {
  readonly left: number;
  readonly top: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
}

/**
 * Encodes a binary mask as pycocotools' `mask.encode` does.
 * @param mask Row-major, one byte a pixel, zero is background; may be a window of a larger frame that is empty elsewhere.
 * @throws {RangeError} the mask's length or the window does not fit the sizes.
 */
export function encodeRle(mask: Uint8Array, size: { width: number; height: number }, window?: MaskWindow): Rle {
  const { width, height } = size;
  const { left, top, frameWidth, frameHeight } = window ?? { left: 0, top: 0, frameWidth: width, frameHeight: height };
  if (mask.length !== width * height) throw new RangeError(`mask has ${mask.length} pixels, not ${width} × ${height}`);
  if (left < 0 || top < 0 || left + width > frameWidth || top + height > frameHeight) {
    throw new RangeError(
      `window ${width} × ${height} at ${left}, ${top} leaves the frame ${frameWidth} × ${frameHeight}`,
    );
  }
  const counts: number[] = [];
  let runStart = 0;
  let isInside = false;
  const switchAt = (position: number) => {
    counts.push(position - runStart);
    runStart = position;
    isInside = !isInside;
  };
  for (let x = 0; x < width; x++) {
    const column = (left + x) * frameHeight + top;
    for (let y = 0; y < height; y++) if ((mask[y * width + x] !== 0) !== isInside) switchAt(column + y);
    // Below the window lies background, unless the next column starts right there.
    if (isInside && height < frameHeight) switchAt(column + height);
  }
  const total = frameWidth * frameHeight;
  if (isInside && left + width < frameWidth) switchAt((left + width) * frameHeight);
  if (runStart < total || counts.length === 0) counts.push(total - runStart);
  return { size: [frameHeight, frameWidth], counts: compressCounts(counts) };
}

/**
 * Decodes to a row-major mask of zeros and ones, `size[0]` rows of `size[1]`.
 * @throws {RangeError} the runs do not add up to the size.
 */
export function decodeRle({ size: [height, width], counts }: Rle): Uint8Array {
  const mask = new Uint8Array(width * height);
  let position = 0;
  expandCounts(counts).forEach((length, run) => {
    const end = position + length;
    if (length < 0 || end > mask.length) throw new RangeError("RLE runs leave the image");
    if (run % 2 === 1) {
      for (; position < end; position++) mask[(position % height) * width + Math.floor(position / height)] = 1;
    }
    position = end;
  });
  if (position !== mask.length) throw new RangeError(`RLE covers ${position} of ${mask.length} pixels`);
  return mask;
}

/** Number of set pixels, without decoding. */
export function rleArea({ counts }: Rle): number {
  return expandCounts(counts).reduce((area, length, run) => (run % 2 === 1 ? area + length : area), 0);
}

const ASCII_ZERO = 48;
const BITS = 5;
const CONTINUES = 0x20;
const SIGN = 0x10;

/**
 * Run lengths → COCO's text: from the fourth run on, the difference to the run two before; then five bits a character,
 * lowest first, sign-extended, ASCII 48 up. Source: `rleToString` in cocoapi's maskApi.c.
 */
export function compressCounts(counts: readonly number[]): string {
  let text = "";
  counts.forEach((count, run) => {
    let value = run > 2 ? count - (counts[run - 2] ?? 0) : count;
    for (let isLast = false; !isLast; ) {
      const bits = value & 0x1f;
      value >>= BITS;
      isLast = value === (bits & SIGN ? -1 : 0);
      text += String.fromCharCode((isLast ? bits : bits | CONTINUES) + ASCII_ZERO);
    }
  });
  return text;
}

/**
 * COCO's text → run lengths; the inverse of {@link compressCounts}.
 * @throws {RangeError} a character outside the alphabet, or text that ends inside a number.
 */
export function expandCounts(text: string): number[] {
  const counts: number[] = [];
  let position = 0;
  while (position < text.length) {
    let value = 0;
    let shift = 0;
    for (let isLast = false; !isLast; shift += BITS) {
      const bits = text.charCodeAt(position++) - ASCII_ZERO;
      if (!(bits >= 0 && bits < 64)) throw new RangeError(`RLE text is broken at character ${position - 1}`);
      value |= (bits & 0x1f) << shift;
      isLast = (bits & CONTINUES) === 0;
      if (isLast && bits & SIGN && shift + BITS < 32) value |= -1 << (shift + BITS);
    }
    counts.push(counts.length > 2 ? value + (counts[counts.length - 2] ?? 0) : value);
  }
  return counts;
}
