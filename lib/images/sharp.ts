import sharp, { type Sharp } from "sharp";

/**
 * The process-wide decoder, locked down once: only the four loaders of the formats we accept, so that SVG, PDF, TIFF and
 * the rest cannot reach their parsers whatever the file is called. Import sharp from here and nowhere else.
 */
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpeg",
    "VipsForeignLoadPng",
    "VipsForeignLoadWebp",
    "VipsForeignLoadHeif", // AVIF
  ],
});
sharp.cache(false); // every picture is opened once
sharp.concurrency(1); // pictures run side by side instead; threads inside one only add waiting

/** A bomb of 420 kB can unfold to 144 megapixels; 50 is more than any camera in a gallery. */
export const PIXELS_MAX = 50_000_000;
export const DECODE_TIMEOUT_S = 20;

/** Opens untrusted bytes: first page only, pixel limit, and damaged data is an error rather than grey pixels. */
export function openImage(bytes: Buffer): Sharp {
  return sharp(bytes, {
    limitInputPixels: PIXELS_MAX,
    failOn: "error",
    sequentialRead: true,
    pages: 1,
  }).timeout({ seconds: DECODE_TIMEOUT_S });
}

export interface ImageHeader {
  /** Upright, that is after EXIF orientation. */
  widthPx: number;
  heightPx: number;
  /** EXIF, 1 to 8. */
  orientation: number;
  pages: number;
  xmp: string | null;
}

/** Reads what a file says of itself without decoding it, so also of pictures over the pixel limit. */
export async function readHeader(bytes: Buffer): Promise<ImageHeader> {
  const found = await sharp(bytes, { limitInputPixels: false, failOn: "error", pages: 1 }).metadata();
  return {
    widthPx: found.autoOrient.width,
    heightPx: found.autoOrient.height,
    orientation: found.orientation ?? 1,
    pages: found.pages ?? 1,
    xmp: found.xmpAsString ?? null,
  };
}

/** Wraps our own interleaved RGB pixels. */
export function openRgb({ data, width, height }: RgbPixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** sRGB, 8 bits, three interleaved channels, row-major: `data.length === width * height * 3`. */
export interface RgbPixels {
  data: Uint8Array;
  width: number;
  height: number;
}
