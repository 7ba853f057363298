import sharp from "sharp";
import { randomFrom } from "../random.ts";

const drawn = new Map<string, Promise<Buffer>>();

/**
 * A made-up picture, the same for the same seed on every machine: soft blotches (so that no two have a like perceptual
 * hash) and a few hard shapes. A larger frame shows the same picture.
 */
export function drawPicture(seed: number, { width = 900, height = 600 } = {}): Promise<Buffer> {
  const key = `${seed} ${width} ${height}`;
  const known = drawn.get(key) ?? draw(seed, width, height);
  drawn.set(key, known);
  return known;
}

async function draw(seed: number, width: number, height: number): Promise<Buffer> {
  const random = randomFrom(seed * 2_654_435_761);
  const blotches = Buffer.from(Array.from({ length: 12 * 9 * 3 }, () => Math.floor(random() * 256)));
  const shapes = Array.from({ length: 5 }, () => {
    const [x, y, w, h] = [random() * width, random() * height, random() * (width / 4), random() * (height / 4)];
    return `<rect x="${x}" y="${y}" width="${w + 8}" height="${h + 8}" fill="hsl(${Math.floor(random() * 360)} 60% 50%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join("")}</svg>`;
  const ground = await sharp(blotches, { raw: { width: 12, height: 9, channels: 3 } })
    .resize(width, height, { kernel: "cubic", fit: "fill" })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return sharp(ground)
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 85 })
    .toBuffer();
}
