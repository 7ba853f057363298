import type { Rle } from "@/lib/contracts/rle";
import { decodeRle } from "@/lib/contracts/rle-codec";
import type { PaletteColor } from "@/lib/contracts/scenes";
import { extractPalette, type Picture } from "./palette";

/**
 * The main colours of one object of a scene.
 * @param picture the upright scene at any size, such as `decodePixels` gives it.
 * @param mask in the frame of the full-size scene; it is brought to the picture's size by nearest pixel.
 * @returns empty when the object covers no pixel of the picture, which a tiny one may not.
 */
export function extractObjectPalette(
  picture: Picture,
  mask: Rle,
  options: { maxColors?: number } = {},
): PaletteColor[] {
  return extractPalette(picture, { ...options, mask: maskAtSize(mask, picture) });
}

/** @returns one byte a pixel of the wanted size, row-major, 1 inside. @throws {RangeError} the mask's runs do not fit its size. */
export function maskAtSize(mask: Rle, { width, height }: { width: number; height: number }): Uint8Array {
  const [fullHeight, fullWidth] = mask.size;
  const full = decodeRle(mask);
  if (fullWidth === width && fullHeight === height) return full;
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * fullWidth) / width));
  const small = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(((y + 0.5) * fullHeight) / height) * fullWidth;
    for (let x = 0; x < width; x += 1) small[y * width + x] = full[row + (columns[x] as number)] as number;
  }
  return small;
}
