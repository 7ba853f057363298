import { expect, test } from "vitest";
import { decodeNanodet, type NanodetLevel } from "../../../gpu-worker/src/detect/nanodet.ts";

const BINS = 11;

/** A level of 2 × 2 cells and 2 labels in which every side's distribution is one bin. */
function level(scores: number[], sideBins: number[]): NanodetLevel {
  const sides = new Float32Array(4 * 4 * BINS).fill(-50);
  for (let cell = 0; cell < 4; cell++) {
    sideBins.forEach((bin, side) => {
      sides[(cell * 4 + side) * BINS + bin] = 50;
    });
  }
  return { stridePx: 8, cells: 2, scores: Float32Array.from(scores), sides };
}

test("a cell's box lies around the cell's centre, distances in strides: left, top, right, bottom", () => {
  const [found, ...others] = decodeNanodet([level([0, 0, 0, 0.9, 0, 0, 0, 0], [1, 2, 3, 4])], 2, 0.5);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ label: 1, score: expect.closeTo(0.9) });
  // Cell 1 of 2 × 2 at stride 8: centre (12, 4).
  expect(found?.box).toEqual({ left: 4, top: -12, right: 36, bottom: 36 });
});

test("a distance is the mean of its distribution, not its peak", () => {
  const spread = level([0.9, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0]);
  spread.sides[2] = 50; // left: half bin 0, half bin 2
  expect(decodeNanodet([spread], 2, 0.5)[0]?.box.left).toBeCloseTo(4 - 8, 4);
});

test("one cell can hold several labels; scores under the limit are left out", () => {
  const labels = decodeNanodet([level([0.5, 0.6, 0.4, 0, 0, 0, 0, 0], [1, 1, 1, 1])], 2, 0.5).map(({ label }) => label);
  expect(labels).toEqual([0, 1]);
});
