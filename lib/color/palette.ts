import type { PaletteColor } from "@/lib/contracts/scenes";
import { clusterColors, type WeightedLab } from "./cluster-colors";
import { nameColor } from "./color-names";
import { hexOfLab, labOfRgb } from "./lab";

const BIN_BITS = 5;
const BINS = 1 << (3 * BIN_BITS);
const SHARE_DIGITS = 4;

/** sRGB, 8 bits, interleaved, row-major: `data.length === width * height * 3`. */
export interface Picture {
  data: Uint8Array;
  width: number;
  height: number;
}

export interface PaletteOptions {
  /** Default 6. */
  maxColors?: number;
  /** One byte a pixel, row-major like the picture: only pixels that are not 0 count. */
  mask?: Uint8Array;
}

/**
 * The main colours of a picture or of the masked part of one, largest share first; the same pixels always give the same
 * palette. Colours closer than about 7 CIEDE2000 are one; a small but very different colour (a yellow chair in a grey
 * room) outlives shades of a large one. Shares sum to 1. Empty when no pixel counts.
 * 512 px a side is plenty.
 */
export function extractPalette(
  { data, width, height }: Picture,
  { maxColors = 6, mask }: PaletteOptions = {},
): PaletteColor[] {
  const pixelCount = width * height;
  if (data.length !== pixelCount * 3) throw new RangeError(`${width} x ${height} RGB needs ${pixelCount * 3} bytes`);
  if (mask && mask.length !== pixelCount) throw new RangeError(`the mask has ${mask.length} pixels, not ${pixelCount}`);
  const clusters = clusterColors(countColors(data, mask), maxColors);
  const total = clusters.reduce((sum, cluster) => sum + cluster.weight, 0);
  const colors = clusters.map(({ lab, weight }) => ({
    lab: [round(lab[0], 2), round(lab[1], 2), round(lab[2], 2)] as [number, number, number],
    hex: hexOfLab(lab),
    share: round(weight / total, SHARE_DIGITS),
    name: nameColor(lab),
  }));
  const [first] = colors;
  const roundedSum = colors.reduce((sum, color) => sum + color.share, 0);
  if (first) first.share = round(first.share + 1 - roundedSum, SHARE_DIGITS);
  return colors;
}

/** Mean colour and pixel count of every occupied cell of a 32 x 32 x 32 grid over sRGB. */
function countColors(data: Uint8Array, mask: Uint8Array | undefined): WeightedLab[] {
  const counts = new Uint32Array(BINS);
  const sums = new Uint32Array(BINS * 3); // enough for 16 megapixels of white in one bin
  const shift = 8 - BIN_BITS;
  for (let pixel = 0, offset = 0; offset < data.length; pixel += 1, offset += 3) {
    if (mask && mask[pixel] === 0) continue;
    const red = data[offset] as number;
    const green = data[offset + 1] as number;
    const blue = data[offset + 2] as number;
    const bin = ((red >> shift) << (2 * BIN_BITS)) | ((green >> shift) << BIN_BITS) | (blue >> shift);
    counts[bin] = (counts[bin] as number) + 1;
    sums[bin * 3] = (sums[bin * 3] as number) + red;
    sums[bin * 3 + 1] = (sums[bin * 3 + 1] as number) + green;
    sums[bin * 3 + 2] = (sums[bin * 3 + 2] as number) + blue;
  }
  const colors: WeightedLab[] = [];
  for (let bin = 0; bin < BINS; bin += 1) {
    const weight = counts[bin] as number;
    if (weight === 0) continue;
    const mean = (channel: number) => (sums[bin * 3 + channel] as number) / weight;
    colors.push({ lab: labOfRgb(mean(0), mean(1), mean(2)), weight });
  }
  return colors;
}

const round = (value: number, digits: number) => Number(value.toFixed(digits)) + 0; // + 0 turns -0 into 0
