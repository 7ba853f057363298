import sharp from "sharp";
import { randomFrom } from "./random.ts";

const CELLS = 9;

/** A picture of coloured patches that a seed decides: small, and no near duplicate of another seed's. */
export async function testPhoto(
  seed: number,
  { side = 96, format = "jpeg" as "jpeg" | "png" | "webp" } = {},
): Promise<Buffer> {
  const random = randomFrom(seed * 7919 + 13);
  const cells = Uint8Array.from({ length: CELLS * CELLS * 3 }, () => Math.floor(random() * 256));
  const small = sharp(cells, { raw: { width: CELLS, height: CELLS, channels: 3 } });
  const pixels = await small.resize(side, side, { kernel: "nearest" }).png().toBuffer();
  return sharp(pixels).toFormat(format).toBuffer();
}
