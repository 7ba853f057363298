import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deltaE2000, hexOfLab, type Lab, labOfHex, labOfRgb } from "@/lib/color/lab";
import { sharedData } from "../../support/shared-data";

const colour = sharedData("colour");

describe.skipIf(!colour)("CIEDE2000 (needs the shared data set `colour`)", () => {
  const pairs: { pair: number; lab1: Lab; lab2: Lab; deltaE2000: number }[] = colour
    ? JSON.parse(readFileSync(join(colour, "sharma_ciede2000.json"), "utf8"))
    : [];

  test("17 published pairs, both ways, to four digits", () => {
    expect(pairs).toHaveLength(17);
    for (const { lab1, lab2, deltaE2000: expected } of pairs) {
      expect(deltaE2000(lab1, lab2)).toBeCloseTo(expected, 4);
      expect(deltaE2000(lab2, lab1)).toBeCloseTo(expected, 4);
    }
  });
});

/** Lab under D65 as scikit-image 0.25 `rgb2lab` computes it, the reference of the Python side. */
test.each<[string, Lab]>([
  ["#ffffff", [100, 0, 0]],
  ["#000000", [0, 0, 0]],
  ["#ff0000", [53.24, 80.09, 67.2]],
  ["#00ff00", [87.73, -86.18, 83.18]],
  ["#0000ff", [32.3, 79.19, -107.86]],
  ["#808080", [53.59, 0, 0]],
])("%s in CIELAB", (hex, expected) => {
  const lab = labOfHex(hex);
  for (const index of [0, 1, 2] as const) expect(Math.abs(lab[index] - expected[index])).toBeLessThan(0.05);
  expect(hexOfLab(lab)).toBe(hex);
});

test("every way there and back is the same colour", () => {
  for (let value = 0; value < 256; value += 15) {
    const lab = labOfRgb(value, 255 - value, (value * 7) % 256);
    expect(labOfHex(hexOfLab(lab)).map((part) => part.toFixed(3))).toEqual(lab.map((part) => part.toFixed(3)));
  }
});
