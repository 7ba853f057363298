import { crc32 } from "node:zlib";
import sharp, { type Color } from "sharp";
import { describe, expect, test } from "vitest";
import { decodeImage } from "../../../gpu-worker/src/images/decode.ts";

const solid = (width: number, height: number, background: Color, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background } });

describe("decodeImage", () => {
  test("applies EXIF orientation to the pixels and to the size", async () => {
    const red = await solid(40, 60, "#ff0000").png().toBuffer();
    const canvas = solid(120, 60, "#0000ff").composite([{ input: red, left: 0, top: 0 }]);
    const turned = await canvas.withMetadata({ orientation: 6 }).jpeg().toBuffer(); // to be turned 90° clockwise
    const { rgb, width, height } = await decodeImage(turned);
    expect([width, height, rgb.width, rgb.height]).toEqual([60, 120, 60, 120]);
    const [red0 = 0, , blue0 = 0] = rgb.data.subarray((5 * 60 + 30) * 3); // what was left is on top now
    expect(red0).toBeGreaterThan(blue0);
    const [redEnd = 0, , blueEnd = 0] = rgb.data.subarray((110 * 60 + 30) * 3);
    expect(blueEnd).toBeGreaterThan(redEnd);
  });

  test("keeps the source's size apart from the working copy's", async () => {
    const { rgb, width, height } = await decodeImage(await solid(4096, 1024, "#808080").jpeg().toBuffer());
    expect([width, height, rgb.width, rgb.height]).toEqual([4096, 1024, 2048, 512]);
  });

  test.each([
    { name: "greyscale", make: () => solid(32, 32, "#777777").greyscale().jpeg().toBuffer(), colour: [119, 119, 119] },
    {
      name: "16-bit",
      make: () => solid(32, 32, "#ff8000").toColourspace("rgb16").png().toBuffer(),
      colour: [255, 128, 0],
    },
    {
      name: "transparent",
      make: () => solid(32, 32, { r: 255, g: 0, b: 0, alpha: 0 }, 4).png().toBuffer(),
      colour: [255, 255, 255],
    },
    { name: "WebP", make: () => solid(32, 32, "#ffffff").webp().toBuffer(), colour: [255, 255, 255] },
    { name: "GIF", make: () => solid(32, 32, "#ffffff").gif().toBuffer(), colour: [255, 255, 255] },
    { name: "AVIF", make: () => solid(32, 32, "#ffffff").avif().toBuffer(), colour: [255, 255, 255] },
  ])("a $name image comes as three 8-bit channels", async ({ make, colour }) => {
    const { rgb } = await decodeImage(await make());
    expect(rgb.data).toHaveLength(32 * 32 * 3);
    for (const [channel, expected] of colour.entries())
      expect(Math.abs((rgb.data[channel] ?? 0) - expected)).toBeLessThan(4);
  });

  test.each([
    { name: "50 megapixels and more", make: async () => pngHeader(8000, 7000), code: "too_many_pixels" },
    { name: "15 pixels a side", make: () => solid(15, 300, "#123456").png().toBuffer(), code: "too_small" },
    { name: "no bytes at all", make: async () => Buffer.alloc(0), code: "unreadable_image" },
    {
      name: "a format that is switched off",
      make: () => solid(64, 64, "#123456").tiff().toBuffer(),
      code: "unreadable_image",
    },
    { name: "half a PNG", make: async () => half(await noise().png().toBuffer()), code: "corrupt_image" },
    { name: "half a WebP", make: async () => half(await noise().webp().toBuffer()), code: "unreadable_image" },
  ])("$name is refused for good as $code", async ({ make, code }) => {
    await expect(decodeImage(await make())).rejects.toMatchObject({ name: "ImageError", code, isPermanent: true });
  });
});

const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);

const noise = () =>
  sharp(Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, i) => (i * 2_654_435_761) % 251)), {
    raw: { width: 200, height: 200, channels: 3 },
  });

/** The start of a PNG that claims a size: the bomb is refused before a pixel is decoded. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", Buffer.alloc(8))]);
}
