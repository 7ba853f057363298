import type { App } from "@supabase/lite";
import sharp, { type FormatEnum } from "sharp";

type TransformationAdapter = NonNullable<App["_transformationAdapter"]>;

const DEFAULT_QUALITY = 80; // hosted Supabase's default
const PIXELS_MAX = 100_000_000; // a 50 MP photo passes; a decompression bomb does not

/** Resizes images the way hosted Supabase does: upright, never larger than the original, `cover` unless told. */
export const imageTransform: TransformationAdapter = {
  driver: null,
  requiresBuffer: true,
  async transform(input, { width, height, resize, format, quality }) {
    const image = sharp(input, { limitInputPixels: PIXELS_MAX }).rotate();
    if (width || height) image.resize({ width, height, fit: resize ?? "cover", withoutEnlargement: true });
    const { format: original } = await sharp(input, { limitInputPixels: PIXELS_MAX }).metadata();
    // storage-js also knows the format "origin", which Lite passes on although its type does not name it.
    const wanted = format && String(format) !== "origin" ? format : original;
    const target = (wanted ?? "jpeg") as keyof FormatEnum;
    const { data, info } = await image.toFormat(target, { quality: quality ?? DEFAULT_QUALITY }).toBuffer({
      resolveWithObject: true,
    });
    return { body: new Uint8Array(data), contentType: `image/${info.format}`, contentLength: data.length };
  },
};
