import type { RgbRaster } from "@/lib/classification/image-signals";

type Rgb = readonly [red: number, green: number, blue: number];

/** A raster painted pixel by pixel; `x` and `y` run over [0, 1). */
export function paint(colourAt: (x: number, y: number) => Rgb, { widthPx = 128, heightPx = 96 } = {}): RgbRaster {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let i = 0; i < widthPx * heightPx; i++) {
    rgb.set(colourAt((i % widthPx) / widthPx, Math.floor(i / widthPx) / heightPx), i * 3);
  }
  return { rgb, widthPx, heightPx };
}

export const WHITE: Rgb = [250, 250, 250];
export const SKY: Rgb = [110, 160, 230];
export const OAK: Rgb = [170, 130, 85];

/** Green that changes from pixel to pixel, the same on every run. */
export function leaf(x: number, y: number): Rgb {
  const noise = Math.abs(Math.sin(x * 911 + y * 353) * 43758.5453) % 1;
  return [40 + 40 * noise, 70 + 120 * noise, 30 + 20 * noise];
}
