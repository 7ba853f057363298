import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compressCounts, decodeRle, encodeRle, expandCounts, rleArea } from "../../../lib/contracts/rle-codec.ts";
import { sharedData } from "../../support/shared-data.ts";

test.each<[number[], string]>([
  [[0, 6, 1, 3], "061M"],
  [[0, 6, 1], "061"],
  [[0, 6, 1, 1], "061K"],
  [[0, 6, 1, 6], "0610"],
  [[0, 1, 1, 2, 1, 3, 1, 4, 1], "011101010"],
  [[0, 1024], "0PP1"],
])("counts %j are written as %s, and read back", (counts, text) => {
  expect(compressCounts(counts)).toBe(text);
  expect(expandCounts(text)).toEqual(counts);
});

// Texts made by pycocotools, from the tests of the MIT-licensed package pytorchcocotools.
test.each([
  { from: 0, text: "05d00000000d?" },
  { from: 5, text: "R45d00000000b;" },
  { from: 20, text: "X`05d00000000" },
])("a square from $from is written as pycocotools writes it", ({ from, text }) => {
  const mask = new Uint8Array(625);
  for (let y = from; y < from + 5; y++) mask.fill(1, y * 25 + from, y * 25 + from + 5);
  expect(encodeRle(mask, { width: 25, height: 25 })).toEqual({ size: [25, 25], counts: text });
  expect(decodeRle({ size: [25, 25], counts: text })).toEqual(mask);
  expect(rleArea({ size: [25, 25], counts: text })).toBe(25);
});

test("runs go down columns first, zeros first", () => {
  const mask = Uint8Array.of(0, 1, 0, /**/ 1, 1, 0);
  expect(expandCounts(encodeRle(mask, { width: 3, height: 2 }).counts)).toEqual([1, 3, 2]);
  expect(decodeRle(encodeRle(mask, { width: 3, height: 2 }))).toEqual(mask);
});

test.each([
  ["empty", 0, [12]],
  ["full", 1, [0, 12]],
])("an %s mask has one run of pixels", (_, value, counts) => {
  expect(expandCounts(encodeRle(new Uint8Array(12).fill(value), { width: 4, height: 3 }).counts)).toEqual(counts);
});

describe("a window of a larger frame", () => {
  test.each([
    { name: "in the middle", left: 2, top: 1, frameWidth: 7, frameHeight: 6 },
    { name: "in the top left corner", left: 0, top: 0, frameWidth: 5, frameHeight: 4 },
    { name: "in the bottom right corner", left: 4, top: 5, frameWidth: 7, frameHeight: 8 },
    { name: "as high as the frame", left: 2, top: 0, frameWidth: 9, frameHeight: 3 },
    { name: "as wide as the frame", left: 0, top: 2, frameWidth: 3, frameHeight: 9 },
  ])("$name encodes as the whole frame would", ({ name: _, ...window }) => {
    for (const pattern of [0b111111111, 0b101010101, 0b000110011, 0b100000001, 0b011111111]) {
      const mask = Uint8Array.from({ length: 9 }, (_, i) => (pattern >> i) & 1);
      const frame = new Uint8Array(window.frameWidth * window.frameHeight);
      mask.forEach((value, i) => {
        frame[(window.top + Math.floor(i / 3)) * window.frameWidth + window.left + (i % 3)] = value;
      });
      const whole = encodeRle(frame, { width: window.frameWidth, height: window.frameHeight });
      expect(encodeRle(mask, { width: 3, height: 3 }, window)).toEqual(whole);
    }
  });

  test("that leaves the frame is refused", () => {
    const window = { left: 3, top: 0, frameWidth: 5, frameHeight: 5 };
    expect(() => encodeRle(new Uint8Array(9), { width: 3, height: 3 }, window)).toThrow(RangeError);
  });
});

test.each([
  { name: "too short", counts: compressCounts([2, 3]) },
  { name: "too long", counts: compressCounts([2, 30]) },
  { name: "outside the alphabet", counts: "!" },
  { name: "cut inside a number", counts: "P" },
])("text that is $name is refused", ({ counts }) => {
  expect(() => decodeRle({ size: [3, 4], counts })).toThrow(RangeError);
});

const coco = sharedData("coco");

interface CrowdMask {
  readonly segmentation: { readonly size: [number, number]; readonly counts: number[] };
}

test.skipIf(!coco)("COCO's crowd masks survive the codec (needs the shared data)", () => {
  const { annotations } = JSON.parse(readFileSync(join(coco ?? "", "instances.json"), "utf8"));
  const masks = (annotations as CrowdMask[]).filter(({ segmentation }) => Array.isArray(segmentation.counts));
  expect(masks.length).toBeGreaterThan(5);
  for (const { segmentation } of masks) {
    const rle = { size: segmentation.size, counts: compressCounts(segmentation.counts) };
    const [height, width] = segmentation.size;
    expect(expandCounts(rle.counts)).toEqual(segmentation.counts);
    expect(encodeRle(decodeRle(rle), { width, height })).toEqual(rle);
  }
});
