import { describe, expect, test } from "vitest";
import { CELLS, GRID, placeGrid } from "../../../gpu-worker/src/segment/grid.ts";
import { boxMean, guidedFilter } from "../../../gpu-worker/src/segment/guided-filter.ts";
import { objectProbability } from "../../../gpu-worker/src/segment/posterior.ts";
import { rasterise } from "../../bench/gpu-worker/rasterise.ts";

describe("placeGrid", () => {
  test("a box well inside the image fills the middle two thirds of the grid, a quarter of itself around it", () => {
    const { box, inside, pixels } = placeGrid(
      { left: 400, top: 300, right: 600, bottom: 400 },
      { width: 1000, height: 800 },
    );
    expect(pixels).toEqual({ left: 350, top: 275, right: 650, bottom: 425 });
    expect(inside).toEqual({ left: 0, top: 0, right: GRID, bottom: GRID });
    expect(box).toEqual({ left: 21, top: 21, right: 107, bottom: 107 });
  });
  test("at the image's corner the grid reaches beyond it and says so", () => {
    const { inside, pixels } = placeGrid({ left: 900, top: 0, right: 1000, bottom: 100 }, { width: 1000, height: 800 });
    expect(pixels).toEqual({ left: 875, top: 0, right: 1000, bottom: 125 });
    expect(inside).toEqual({ left: 0, top: 21, right: 107, bottom: GRID });
  });
  test("the thinnest box still covers a cell and a pixel", () => {
    const { box, pixels } = placeGrid(
      { left: 999.2, top: 10, right: 999.4, bottom: 500 },
      { width: 1000, height: 800 },
    );
    expect(box.right - box.left).toBeGreaterThan(0);
    expect(pixels.right - pixels.left).toBeGreaterThan(0);
  });
});

test("boxMean averages a square, and what is left of it at the rim", () => {
  const values = Float32Array.from({ length: 9 }, (_, i) => i);
  expect([...boxMean(values, 3, 1)]).toEqual([2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6]);
});

test("guidedFilter moves a blurred border onto the guide's edge", () => {
  const size = 32;
  const columns = (value: (x: number) => number) =>
    Float32Array.from({ length: size * size }, (_, i) => value(i % size));
  const guide = columns((x) => (x < 16 ? 0.1 : 0.9));
  const blurred = columns((x) => Math.min(1, Math.max(0, (x - 12) / 8)));
  const sharp = guidedFilter(blurred, guide, { size, radius: 3, smoothing: 0.003 });
  const row = size * 16;
  const jump = (of: Float32Array) => (of[row + 16] ?? 0) - (of[row + 15] ?? 0);
  expect(jump(blurred)).toBeCloseTo(0.125);
  expect(jump(sharp)).toBeGreaterThan(0.3);
});

test("objectProbability finds a disc of its own colour and leaves the corners of its box out", () => {
  const placement = placeGrid({ left: 100, top: 100, right: 300, bottom: 300 }, { width: 400, height: 400 });
  const isDisc = (cell: number) => Math.hypot((cell % GRID) + 0.5 - 64, Math.floor(cell / GRID) + 0.5 - 64) < 42;
  const rgb = new Uint8Array(CELLS * 3);
  for (let cell = 0; cell < CELLS; cell++) {
    const noise = (cell * 7919) % 13;
    rgb.set(isDisc(cell) ? [190 + noise, 60, 40] : [60, 90 + noise, 150], cell * 3);
  }
  const probability = objectProbability(rgb, placement);
  let [shared, either] = [0, 0];
  for (let cell = 0; cell < CELLS; cell++) {
    const isFound = (probability[cell] ?? 0) > 0.4;
    if (isFound && isDisc(cell)) shared++;
    if (isFound || isDisc(cell)) either++;
  }
  expect(shared / either).toBeGreaterThan(0.95);
});

test("rasterise sets the pixels whose centres lie in a polygon", () => {
  const triangle = [0, 0, 4, 0, 0, 4];
  const rows = rasterise([triangle], { width: 4, height: 4 });
  expect([...rows].join("")).toBe(["1110", "1100", "1000", "0000"].join(""));
});
