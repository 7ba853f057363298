import { decodePixels } from "./decode-pixels";
import { openRgb } from "./sharp";

const SIDE_PX = 256;

/** A small WebP of a picture that is not collected yet. @throws {BadImageError} not a picture we can use. */
export async function makePreview(bytes: Buffer): Promise<Buffer> {
  return openRgb(await decodePixels(bytes, SIDE_PX))
    .webp({ quality: 70, effort: 0 })
    .toBuffer();
}
