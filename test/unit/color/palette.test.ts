import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deltaE2000, labOfHex, labOfRgb } from "@/lib/color/lab";
import { extractObjectPalette, maskAtSize } from "@/lib/color/object-palette";
import { extractPalette } from "@/lib/color/palette";
import { encodeRle } from "@/lib/contracts/rle-codec";
import { decodePixels } from "@/lib/images/decode-pixels";
import { sharedData } from "../../support/shared-data";

type Rgb = [number, number, number];
const RED: Rgb = [200, 30, 40];
const BLUE: Rgb = [30, 90, 200];
const YELLOW: Rgb = [240, 200, 30];

/** A picture of `width` x `height`, coloured by position. */
function paint(width: number, height: number, colorAt: (x: number, y: number) => Rgb) {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set(colorAt(x, y), (y * width + x) * 3);
  }
  return { data, width, height };
}
const halves = paint(40, 10, (x) => (x < 30 ? RED : BLUE));

describe("extractPalette", () => {
  test("a flat picture is one colour, exactly", () => {
    expect(extractPalette(paint(10, 10, () => [128, 128, 128]))).toEqual([
      { lab: [53.59, 0, 0], hex: "#808080", share: 1, name: "grey" },
    ]);
  });

  test("shares follow the area, largest first", () => {
    expect(extractPalette(halves)).toEqual([
      expect.objectContaining({ hex: "#c81e28", share: 0.75, name: "red" }),
      expect.objectContaining({ hex: "#1e5ac8", share: 0.25, name: "blue" }),
    ]);
  });

  test("noise around one colour stays one colour", () => {
    let seed = 7;
    const noise = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return (seed % 13) - 6;
    };
    const noisy = paint(64, 64, () => [150 + noise(), 110 + noise(), 80 + noise()]);
    expect(extractPalette(noisy)).toHaveLength(1);
  });

  test("a small loud colour outlives shades of a large one", () => {
    const room = paint(100, 100, (x, y) => (x < 4 && y < 60 ? YELLOW : [90 + y, 90 + y, 92 + y]));
    const palette = extractPalette(room, { maxColors: 3 });
    expect(palette.map(({ name }) => name)).toContain("yellow");
    expect(palette.find(({ name }) => name === "yellow")?.share).toBeCloseTo(0.024, 3);
  });

  test("never more than asked for, never two alike, always a whole, always the same", () => {
    const rainbow = paint(96, 96, (x, y) => [(x * 8) % 256, (y * 5) % 256, (x * y) % 256]);
    for (const maxColors of [1, 2, 4, 6]) {
      const palette = extractPalette(rainbow, { maxColors });
      expect(palette).toHaveLength(maxColors);
      expect(palette.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(palette).toEqual(extractPalette(rainbow, { maxColors }));
      for (const [index, first] of palette.entries()) {
        for (const second of palette.slice(index + 1)) expect(deltaE2000(first.lab, second.lab)).toBeGreaterThan(5);
      }
    }
  });

  test("the order of the pixels does not matter", () => {
    const mirrored = paint(40, 10, (x) => (x >= 10 ? RED : BLUE));
    expect(extractPalette(mirrored)).toEqual(extractPalette(halves));
  });

  test("a mask leaves only its pixels", () => {
    const mask = Uint8Array.from({ length: 400 }, (_, pixel) => (pixel % 40 >= 30 ? 1 : 0));
    expect(extractPalette(halves, { mask })).toEqual([expect.objectContaining({ hex: "#1e5ac8", share: 1 })]);
    expect(extractPalette(halves, { mask: new Uint8Array(400) })).toEqual([]);
  });

  test("sizes that disagree are refused", () => {
    expect(() => extractPalette({ ...halves, width: 41 })).toThrow(RangeError);
    expect(() => extractPalette(halves, { mask: new Uint8Array(3) })).toThrow(RangeError);
  });
});

describe("extractObjectPalette", () => {
  test("a mask of the full-size scene fits a smaller picture of it", () => {
    const full = { width: 400, height: 100 };
    const inBlue = Uint8Array.from({ length: 40_000 }, (_, pixel) => (pixel % 400 >= 300 ? 1 : 0));
    expect(extractObjectPalette(halves, encodeRle(inBlue, full))).toEqual([
      expect.objectContaining({ name: "blue", share: 1 }),
    ]);
  });

  test("maskAtSize keeps the share of the covered area", () => {
    const circle = Uint8Array.from({ length: 300 * 200 }, (_, pixel) =>
      Math.hypot((pixel % 300) - 150, Math.floor(pixel / 300) - 100) < 80 ? 1 : 0,
    );
    const small = maskAtSize(encodeRle(circle, { width: 300, height: 200 }), { width: 77, height: 51 });
    const share = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0) / mask.length;
    expect(Math.abs(share(small) - share(circle))).toBeLessThan(0.01);
  });

  test("an object too small for the picture has no palette", () => {
    const dot = new Uint8Array(4_000_000);
    dot[1_000_001] = 1;
    expect(extractObjectPalette(halves, encodeRle(dot, { width: 2000, height: 2000 }))).toEqual([]);
  });
});

const colour = sharedData("colour");
describe.skipIf(!colour)("reference pictures (needs the shared data set `colour`)", () => {
  const folder = colour ?? "";
  const paletteOf = async (...path: string[]) =>
    extractPalette(await decodePixels(readFileSync(join(folder, ...path)), 512));

  test.each([
    ["red.png", "#ff0000"],
    ["black.png", "#000000"],
  ])("color-thief's %s is %s", async (file, hex) => {
    const [first] = await paletteOf("color_thief", file);
    expect(first).toMatchObject({ share: 1 });
    expect(deltaE2000(first?.lab ?? [0, 0, 0], labOfHex(hex))).toBeLessThan(3);
  });

  /** Swatches of another algorithm with other aims, so loosely: its two most populous ones are colours that we see too. */
  test("node-vibrant's most populous swatches are near one of ours", async () => {
    const sets: VibrantSet[] = JSON.parse(readFileSync(join(folder, "node_vibrant", "palettes.json"), "utf8"));
    expect(sets.length).toBeGreaterThan(0);
    for (const { name, palettes } of sets) {
      const ours = await paletteOf("node_vibrant", name);
      const theirs = Object.values(palettes.node)
        .sort((a, b) => b.population - a.population)
        .slice(0, 2);
      for (const { rgb } of theirs) {
        const lab = labOfRgb(...rgb);
        expect(Math.min(...ours.map((color) => deltaE2000(color.lab, lab)))).toBeLessThan(15);
      }
    }
  });
});

interface VibrantSet {
  name: string;
  palettes: { node: Record<string, { rgb: Rgb; population: number }> };
}
