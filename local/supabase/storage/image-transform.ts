import type { App } from "@supabase/lite";
import sharp, { type FormatEnum, type OutputInfo } from "sharp";

type TransformationAdapter = NonNullable<App["_transformationAdapter"]>;
type TransformOptions = Parameters<TransformationAdapter["transform"]>[1];

const DEFAULT_QUALITY = 80; // hosted Supabase's default
const PIXELS_MAX = 100_000_000; // a 50 MP photo passes; a decompression bomb does not

/** Lite turns what a transform throws into a 500; the answer's type tells our handler that it was the picture. */
export const TRANSFORM_FAILED = "application/x-transform-failed";
/** `contain` keeps the shape and fits inside, without bars, as hosted Storage does; sharp calls that `inside`. */
const FITS = { cover: "cover", contain: "inside", fill: "fill" } as const;

/** Resizes images the way hosted Supabase does: upright, never larger than the original, `cover` unless told. */
export const imageTransform: TransformationAdapter = {
  driver: null,
  requiresBuffer: true,
  async transform(input, options) {
    try {
      const { data, info } = await render(input, options);
      return { body: new Uint8Array(data), contentType: `image/${info.format}`, contentLength: data.length };
    } catch (error) {
      const body = new TextEncoder().encode(error instanceof Error ? error.message : String(error));
      return { body, contentType: TRANSFORM_FAILED, contentLength: body.length };
    }
  },
};

async function render(
  input: Uint8Array,
  { width, height, resize, format, quality }: TransformOptions,
): Promise<{ data: Buffer; info: OutputInfo }> {
  const image = sharp(input, { limitInputPixels: PIXELS_MAX }).rotate();
  if (width || height) image.resize({ width, height, fit: FITS[resize ?? "cover"], withoutEnlargement: true });
  const { format: original } = await sharp(input, { limitInputPixels: PIXELS_MAX }).metadata();
  // storage-js also knows the format "origin", which Lite passes on although its type does not name it.
  const wanted = format && String(format) !== "origin" ? format : (original as keyof FormatEnum);
  return image.toFormat(wanted, { quality: quality ?? DEFAULT_QUALITY }).toBuffer({ resolveWithObject: true });
}
