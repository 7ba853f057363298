import { BadImageError } from "./bad-image-error";
import { type ImageType, inspectImage } from "./inspect-image";
import { isCutShort } from "./is-cut-short";
import { DECODE_TIMEOUT_S, openImage, type RgbPixels } from "./sharp";

/**
 * Decodes untrusted bytes to upright sRGB pixels, transparent parts white, shrunk so that no side exceeds `sideMaxPx`.
 * @throws {BadImageError} not a picture we can use.
 */
export async function decodePixels(bytes: Buffer, sideMaxPx: number): Promise<RgbPixels> {
  return decodeKnown(bytes, await inspectImage(bytes), sideMaxPx);
}

/** The same for bytes whose type is known. */
export async function decodeKnown(bytes: Buffer, type: ImageType, sideMaxPx: number): Promise<RgbPixels> {
  const startedMs = Date.now();
  try {
    const { data, info } = await openImage(bytes)
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .resize(sideMaxPx, sideMaxPx, { fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new RangeError(`expected 3 channels, got ${info.channels}`);
    return { data, width: info.width, height: info.height };
  } catch (cause) {
    throw damaged(bytes, type, cause, Date.now() - startedMs);
  }
}

/** Says what is wrong with a file the decoder gave up on. Its own message is kept as the cause: it speaks to developers. */
export function damaged(bytes: Buffer, { format, ext }: ImageType, cause: unknown, tookMs = 0): BadImageError {
  if (tookMs >= DECODE_TIMEOUT_S * 1000) {
    return new BadImageError("image_too_slow", `Decoding took longer than ${DECODE_TIMEOUT_S} s.`, { cause });
  }
  const name = ext.toUpperCase();
  if (isCutShort(bytes, format)) {
    return new BadImageError(
      "image_truncated",
      `The ${name} file ends too early: the download or the copy was cut off.`,
      { cause },
    );
  }
  return new BadImageError("image_corrupt", `The ${name} file is damaged and cannot be opened.`, { cause });
}
