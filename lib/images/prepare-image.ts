import { createHash } from "node:crypto";
import { extractPalette } from "@/lib/color/palette";
import type { PaletteColor } from "@/lib/contracts/scenes";
import { BadImageError } from "./bad-image-error";
import { damaged, decodeKnown } from "./decode-pixels";
import { type ImageType, inspectImage } from "./inspect-image";
import { HASH_INPUT_PX, perceptualHash } from "./perceptual-hash";
import { type ImageHeader, openRgb, PIXELS_MAX, readHeader } from "./sharp";

export const THUMBNAIL_SIDE_PX = 512;
const SIDE_MIN_PX = 64;
const SIDE_MAX_PX = 16_384;
const ASPECT_MAX = 20;

export interface PreparedImage extends ImageType {
  /** Of the file as it came, 64 hex digits: its identity and its name in storage. */
  sha256: string;
  /** 64-bit pHash of the upright picture, 16 hex digits. */
  phash: string;
  /** Size of the upright picture: EXIF orientation is applied to everything here. Boxes and masks use this frame. */
  widthPx: number;
  heightPx: number;
  bytes: number;
  /** EXIF orientation of the file, 1 (upright) to 8. */
  orientation: number;
  /** Frames in the file; only the first is used. */
  pages: number;
  /** WebP, upright, sRGB, longest side at most 512 px, transparent parts white, no metadata. */
  thumbnail: Buffer;
  /** Of the whole picture, largest share first. */
  palette: PaletteColor[];
  /** The file's XMP packet, where licence and opt-out are written (`lib/rights`). */
  xmp: string | null;
}

/**
 * Everything ingest needs to know of one picture, from one decode.
 * @throws {BadImageError} the bytes are not a picture we can use; `reason` says why, `message` says it to people.
 */
export async function prepareImage(bytes: Buffer): Promise<PreparedImage> {
  const type = await inspectImage(bytes);
  const header = await readHeader(bytes).catch((cause) => {
    throw damaged(bytes, type, cause);
  });
  checkSize(header);
  const pixels = await decodeKnown(bytes, type, THUMBNAIL_SIDE_PX); // hash, thumbnail and palette share it
  const [thumbnail, grey] = await Promise.all([
    // Effort 0 takes two thirds of the time of effort 2 for files an eighth larger (test/bench/ingest.ts).
    openRgb(pixels).webp({ quality: 80, effort: 0 }).toBuffer(),
    openRgb(pixels).resize(HASH_INPUT_PX, HASH_INPUT_PX, { fit: "fill" }).toColourspace("b-w").raw().toBuffer(),
  ]);
  return {
    ...type,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    phash: perceptualHash(grey),
    widthPx: header.widthPx,
    heightPx: header.heightPx,
    bytes: bytes.length,
    orientation: header.orientation,
    pages: header.pages,
    thumbnail,
    palette: extractPalette(pixels),
    xmp: header.xmp,
  };
}

function checkSize({ widthPx, heightPx }: ImageHeader): void {
  const size = `${widthPx} x ${heightPx} pixels`;
  const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
  if (short < SIDE_MIN_PX) {
    throw new BadImageError("image_too_small", `The picture is ${size}; each side needs at least ${SIDE_MIN_PX}.`);
  }
  if (widthPx * heightPx > PIXELS_MAX || long > SIDE_MAX_PX) {
    const limits = `${PIXELS_MAX / 1e6} megapixels and ${SIDE_MAX_PX} pixels a side`;
    throw new BadImageError("image_too_large", `The picture is ${size}; the limit is ${limits}.`);
  }
  if (long / short > ASPECT_MAX) {
    throw new BadImageError(
      "image_too_narrow",
      `The picture is ${size}: a strip more than ${ASPECT_MAX} times as long as wide.`,
    );
  }
}
