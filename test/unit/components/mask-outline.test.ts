import { describe, expect, test } from "vitest";
import { type Corner, toPathData, traceOutline } from "@/components/scenes/mask-outline";
import { encodeRle } from "@/lib/contracts/rle-codec";

/** A mask drawn with `#` for the object. */
function maskOf(...rows: string[]) {
  const width = rows[0]?.length ?? 0;
  const mask = Uint8Array.from(rows.join(""), (pixel) => (pixel === "#" ? 1 : 0));
  return encodeRle(mask, { width, height: rows.length });
}

/** Shoelace: positive where the object is on the right hand (y points down). */
function signedArea(loop: readonly Corner[]): number {
  const twice = loop.map(([x, y], index) => {
    const [nextX, nextY] = loop[(index + 1) % loop.length] ?? [x, y];
    return x * nextY - nextX * y;
  });
  return twice.reduce((sum, part) => sum + part, 0) / 2;
}

describe("traceOutline", () => {
  test("a rectangle is one loop of its four corners, clockwise", () => {
    expect(traceOutline(maskOf("....", ".##.", ".##.", ".##."))).toEqual([
      [
        [1, 1],
        [3, 1],
        [3, 4],
        [1, 4],
      ],
    ]);
  });

  test("a hole is a loop of its own, the other way round", () => {
    const areas = traceOutline(maskOf("###", "#.#", "###")).map(signedArea);
    expect(areas.sort()).toEqual([-1, 9]);
  });

  test("an empty mask has no loops and no path", () => {
    const loops = traceOutline(maskOf("...", "..."));
    expect(loops).toEqual([]);
    expect(toPathData(loops)).toBe("");
  });

  test("a mask that fills the picture is the picture's frame", () => {
    expect(toPathData(traceOutline(maskOf("###", "###")))).toBe("M0 0L3 0L3 2L0 2Z");
  });

  test("pixels that touch at a corner only are counted once each", () => {
    const areas = traceOutline(maskOf("#.", ".#")).map(signedArea);
    expect(areas.reduce((sum, area) => sum + area, 0)).toBe(2);
  });

  test("areas of any mask add up to its number of pixels", () => {
    const [width, height] = [61, 47];
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (const density of [0.1, 0.5, 0.9]) {
      const mask = Uint8Array.from({ length: width * height }, () => (random() < density ? 1 : 0));
      const pixels = mask.reduce((sum, pixel) => sum + pixel, 0);
      const areas = traceOutline(encodeRle(mask, { width, height })).map(signedArea);
      expect(areas.reduce((sum, area) => sum + area, 0)).toBe(pixels);
    }
  });

  test("runs that do not fit the picture are refused", () => {
    expect(() => traceOutline({ ...maskOf("##", "##"), size: [3, 3] })).toThrow(RangeError);
  });
});
