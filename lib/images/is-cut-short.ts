import type { ImageType } from "./inspect-image";

const JPEG_SCAN = Buffer.from([0xff, 0xda]);
const JPEG_END = Buffer.from([0xff, 0xd9]);

/**
 * Whether a file ends before its format says it does. Tells a broken download from other damage, once decoding failed.
 * In JPEG data 0xFF is always escaped, so an end marker after the last scan is really there; for AVIF the answer is false.
 */
export function isCutShort(bytes: Buffer, format: ImageType["format"]): boolean {
  if (format === "jpeg") {
    const end = bytes.lastIndexOf(JPEG_END);
    return end === -1 || end < bytes.lastIndexOf(JPEG_SCAN);
  }
  if (format === "png") return bytes.lastIndexOf("IEND") === -1;
  if (format === "webp") return bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length;
  return false;
}
