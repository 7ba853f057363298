import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { BadImageReason } from "@/lib/images/bad-image-error";
import { hammingDistance } from "@/lib/images/perceptual-hash";
import { prepareImage } from "@/lib/images/prepare-image";
import { openImage, openRgb } from "@/lib/images/sharp";
import { samplePhoto } from "../../support/sample-photos";

const photo = samplePhoto("home-decor-3.jpg"); // 1920 x 1095: a yellow armchair in a grey room

/** A plain picture of the given size and colour. */
const plain = (width: number, height: number, [red, green, blue]: [number, number, number] = [200, 120, 40]) =>
  openRgb({ width, height, data: Buffer.alloc(width * height * 3).map((_, i) => [red, green, blue][i % 3] ?? 0) });

/** A PNG whose header claims a size its data does not have: what is refused by size must be refused unread. */
async function pngClaiming(width: number, height: number): Promise<Buffer> {
  const png = Buffer.from(await plain(64, 64).png().toBuffer());
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

describe("a real photo", () => {
  test("gives everything ingest stores", async () => {
    const prepared = await prepareImage(photo);
    expect(prepared).toMatchObject({
      format: "jpeg",
      ext: "jpg",
      mime: "image/jpeg",
      widthPx: 1920,
      heightPx: 1095,
      orientation: 1,
      pages: 1,
      bytes: photo.length,
      sha256: createHash("sha256").update(photo).digest("hex"),
      phash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(await openImage(prepared.thumbnail).metadata()).toMatchObject({ format: "webp", width: 512, height: 292 });
  });

  test("names the accent colour though it is small", async () => {
    const { palette } = await prepareImage(photo);
    expect(palette.map((color) => color.name)).toContain("yellow");
    expect(palette.reduce((sum, color) => sum + color.share, 0)).toBeCloseTo(1, 9);
  });

  test("is the same every time", async () => {
    expect(await prepareImage(photo)).toEqual(await prepareImage(photo));
  });

  test.each(["png", "webp", "avif"] as const)("looks the same as %s", async (format) => {
    const copy = await openImage(photo).resize(1000).toFormat(format).toBuffer();
    const [original, other] = await Promise.all([prepareImage(photo), prepareImage(copy)]);
    expect(other).toMatchObject({ format, ext: format, widthPx: 1000, heightPx: 570 });
    expect(hammingDistance(original.phash, other.phash)).toBeLessThanOrEqual(4);
  });

  test("keeps its XMP for the rights check", async () => {
    const xmp =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';
    for (const format of ["jpeg", "png", "webp", "avif"] as const) {
      const copy = await openImage(photo).resize(200).withXmp(xmp).toFormat(format).toBuffer();
      expect((await prepareImage(copy)).xmp).toContain("x:xmpmeta");
    }
    expect((await prepareImage(photo)).thumbnail.includes("xmpmeta")).toBe(false);
  });
});

describe("odd pictures", () => {
  test("a small picture is not blown up", async () => {
    const { thumbnail } = await prepareImage(await plain(100, 80).png().toBuffer());
    expect(await openImage(thumbnail).metadata()).toMatchObject({ width: 100, height: 80 });
  });

  test.each(["b-w", "grey16", "cmyk"])("colour space %s becomes sRGB", async (space) => {
    const grey = plain(128, 96, [128, 128, 128]).toColourspace(space);
    const file = space === "cmyk" ? await grey.jpeg().toBuffer() : await grey.png().toBuffer();
    const { palette } = await prepareImage(file);
    const [l, a, b] = palette[0]?.lab ?? [0, 99, 99];
    expect(palette).toHaveLength(1);
    expect(Math.abs(l - 53.6)).toBeLessThan(6);
    expect(Math.hypot(a, b)).toBeLessThan(4);
  });

  test("what is transparent counts as white", async () => {
    const file = await plain(128, 128).ensureAlpha(0).png().toBuffer();
    expect((await prepareImage(file)).palette).toEqual([{ lab: [100, 0, 0], hex: "#ffffff", share: 1, name: "white" }]);
  });

  test("of an animation the first frame is used", async () => {
    const frames = await openRgb({ width: 64, height: 640, data: Buffer.alloc(64 * 640 * 3, 90) })
      .raw()
      .toBuffer();
    const raw = { width: 64, height: 640, channels: 3 as const, pageHeight: 64 };
    const animation = await sharp(frames, { raw }).webp({ delay: 40, loop: 0 }).toBuffer();
    expect(await prepareImage(animation)).toMatchObject({ widthPx: 64, heightPx: 64 });
  });
});

describe("refusals", () => {
  test.each<[string, BadImageReason, () => Buffer | Promise<Buffer>]>([
    ["half a JPEG", "image_truncated", () => photo.subarray(0, photo.length / 2)],
    ["a JPEG cut in its header", "image_truncated", () => photo.subarray(0, 300)],
    ["an SVG named .png", "image_type_unsupported", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["a page named .jpg", "not_an_image", () => Buffer.from("<html><body>403</body></html>")],
    ["a picture 63 px high", "image_too_small", () => plain(640, 63).png().toBuffer()],
    [
      "a strip 21 times as long as wide",
      "image_too_narrow",
      () =>
        plain(64 * 21, 64)
          .png()
          .toBuffer(),
    ],
    ["a side over 16384 px", "image_too_large", () => pngClaiming(16_385, 1000)],
    ["a bomb of 144 megapixels", "image_too_large", () => pngClaiming(12_000, 12_000)],
    ["a bomb of 4 gigapixels", "image_too_large", () => pngClaiming(65_535, 65_535)],
  ])("%s is refused as %s", async (_name, reason, make) => {
    const file = await make();
    const startedMs = Date.now();
    await expect(prepareImage(file)).rejects.toMatchObject({ code: "bad_image", reason });
    expect(Date.now() - startedMs).toBeLessThan(1000);
  });

  test("half a PNG and half a WebP are told from damage", async () => {
    for (const format of ["png", "webp"] as const) {
      const file = await openImage(photo).resize(400).toFormat(format).toBuffer();
      await expect(prepareImage(file.subarray(0, file.length / 2))).rejects.toMatchObject({
        reason: "image_truncated",
      });
    }
  });

  test("a PNG with overwritten data is damaged, not cut short", async () => {
    const file = Buffer.from(await openImage(photo).resize(400).png().toBuffer());
    file.fill(0x55, 40_000, 40_400);
    await expect(prepareImage(file)).rejects.toMatchObject({ code: "bad_image", reason: "image_corrupt" });
  });
});
