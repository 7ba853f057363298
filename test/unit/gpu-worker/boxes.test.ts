import { describe, expect, test } from "vitest";
import { type Detection, fuseBoxes, iou, suppress } from "../../../gpu-worker/src/detect/boxes.ts";
import type { Corners } from "../../../gpu-worker/src/images/resize.ts";

const box = (left: number, top: number, right: number, bottom: number): Corners => ({ left, top, right, bottom });
const found = (corners: Corners, score: number, label = 0): Detection => ({ box: corners, label, score });

test.each<{ name: string; other: Corners; expected: number }>([
  { name: "a box with itself is 1", other: box(10, 10, 30, 30), expected: 1 },
  { name: "touching edges is 0", other: box(30, 10, 50, 30), expected: 0 },
  { name: "half covered is 1/3", other: box(20, 10, 40, 30), expected: 1 / 3 },
  { name: "an empty box is 0", other: box(15, 15, 15, 25), expected: 0 },
])("iou: $name, both ways", ({ other, expected }) => {
  const base = box(10, 10, 30, 30);
  expect(iou(base, other)).toBeCloseTo(expected, 12);
  expect(iou(other, base)).toBeCloseTo(expected, 12);
});

describe("suppress", () => {
  const strong = found(box(0, 0, 100, 100), 0.9);
  const shifted = found(box(10, 0, 110, 100), 0.8);
  const otherLabel = found(box(10, 0, 110, 100), 0.7, 1);

  test("keeps the better of two that overlap and every box of another label", () => {
    expect(suppress([shifted, otherLabel, strong], 0.6)).toEqual([strong, otherLabel]);
  });
  test("suppresses across labels when asked to", () => {
    expect(suppress([shifted, otherLabel, strong], 0.6, true)).toEqual([strong]);
  });
  test("keeps both when they overlap no more than the limit", () => {
    expect(suppress([shifted, strong], 0.9)).toEqual([strong, shifted]);
  });
});

describe("fuseBoxes", () => {
  test("weights the corners by score and averages the score over the sources", () => {
    const [fused, ...others] = fuseBoxes([[found(box(0, 0, 100, 100), 0.6)], [found(box(10, 0, 110, 100), 0.2)]], 0.5);
    expect(others).toEqual([]);
    expect(fused?.score).toBeCloseTo(0.4, 12);
    expect(fused?.box.left).toBeCloseTo(2.5, 12);
    expect(fused?.box.right).toBeCloseTo(102.5, 12);
  });
  test("halves the score of what only one of two sources saw", () => {
    expect(fuseBoxes([[found(box(0, 0, 9, 9), 0.6)], []], 0.5)[0]?.score).toBeCloseTo(0.3, 12);
  });
  test("a second box of the same source moves the box but does not lower the score", () => {
    const [fused] = fuseBoxes([[found(box(0, 0, 100, 100), 0.6), found(box(0, 0, 90, 100), 0.2)], []], 0.5);
    expect(fused?.score).toBeCloseTo(0.3, 12);
    expect(fused?.box.right).toBeCloseTo(97.5, 12);
  });
  test("never mixes labels", () => {
    expect(fuseBoxes([[found(box(0, 0, 9, 9), 0.6, 1)], [found(box(0, 0, 9, 9), 0.4, 2)]], 0.5)).toHaveLength(2);
  });
});
