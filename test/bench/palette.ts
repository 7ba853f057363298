/**
 * Milliseconds of one palette from 512 px pixels, beside the floor: decoding and shrinking the photo it comes from.
 *
 *   node --import ./test/support/node-alias.ts test/bench/palette.ts [rounds]
 */
import { extractPalette } from "@/lib/color/palette";
import { decodePixels } from "@/lib/images/decode-pixels";
import { THUMBNAIL_SIDE_PX } from "@/lib/images/prepare-image";
import { samplePhoto } from "../support/sample-photos.ts";

const PHOTOS = ["home-decor-2", "home-decor-3", "meeting", "products/product-details-1", "products/product-3-min"];
const rounds = Number(process.argv[2] ?? 30);

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

for (const name of PHOTOS) {
  const bytes = samplePhoto(`${name}.jpg`);
  const decodeMs: number[] = [];
  const paletteMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    const pixels = await decodePixels(bytes, THUMBNAIL_SIDE_PX);
    const decodedMs = performance.now();
    extractPalette(pixels);
    paletteMs.push(performance.now() - decodedMs);
    decodeMs.push(decodedMs - startedMs);
  }
  const [floor, palette] = [median(decodeMs), median(paletteMs)];
  console.log(
    `${name.padEnd(28)} decode ${floor.toFixed(1)} ms  palette ${palette.toFixed(1)} ms  (${(palette / floor).toFixed(2)} of it)`,
  );
}
