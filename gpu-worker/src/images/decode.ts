import sharp from "sharp";
import { ImageError } from "../errors.ts";

/** Interleaved 8-bit sRGB, rows from the top, no padding between rows. */
export interface RgbImage {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

export interface DecodedImage {
  /** Upright working copy, at most {@link WORKING_SIDE_PX} on its longer side. */
  readonly rgb: RgbImage;
  /** Size of the upright source image. */
  readonly width: number;
  readonly height: number;
}

const PIXELS_MAX = 50_000_000;
const SIDE_PX_MIN = 16;
/** No model here looks at more than 640 px of a whole image, or 256 px of one object. */
const WORKING_SIDE_PX = 2048;

const LOADERS = ["Jpeg", "Png", "Webp", "Heif", "Nsgif"].map((format) => `VipsForeignLoad${format}Buffer`);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: LOADERS });
sharp.cache(false);

/**
 * Decodes JPEG, PNG, WebP, AVIF or the first frame of a GIF; EXIF orientation is applied, transparency becomes white.
 * @throws {ImageError} permanent: not such an image, damaged, over 50 megapixels, or under 16 px on a side.
 */
export async function decodeImage(bytes: Uint8Array): Promise<DecodedImage> {
  const { width, height } = await readSize(bytes);
  if (width * height > PIXELS_MAX) {
    throw new ImageError("too_many_pixels", `The image has ${width} × ${height} pixels; the limit is 50 megapixels.`, {
      isPermanent: true,
    });
  }
  if (Math.min(width, height) < SIDE_PX_MIN) {
    throw new ImageError("too_small", `The image has ${width} × ${height} pixels; each side needs at least 16.`, {
      isPermanent: true,
    });
  }
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: "error", sequentialRead: true })
      .autoOrient()
      .resize({ width: WORKING_SIDE_PX, height: WORKING_SIDE_PX, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { rgb: { data, width: info.width, height: info.height }, width, height };
  } catch (cause) {
    throw new ImageError("corrupt_image", "The image is damaged or cut short, so its pixels cannot be read.", {
      isPermanent: true,
      cause,
    });
  }
}

/** Size after EXIF orientation, from the header alone. */
async function readSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false, failOn: "error" }).metadata();
    return autoOrient;
  } catch (cause) {
    throw new ImageError(
      "unreadable_image",
      "The bytes are not a JPEG, PNG, WebP, AVIF or GIF image, or too damaged to be read as one.",
      {
        isPermanent: true,
        cause,
      },
    );
  }
}
