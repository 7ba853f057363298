import { converter, differenceCiede2000, formatHex } from "culori";

/** CIELAB under D65: L in [0, 100], a and b about [-128, 127]. */
export type Lab = readonly [L: number, a: number, b: number];

const toLab65 = converter("lab65");
const toRgb = converter("rgb");
const ciede2000 = differenceCiede2000();

/**
 * CIEDE2000 colour difference: 1 is about the least a trained eye tells apart, 10 is another colour at first sight.
 * Source: Sharma, Wu, Dalal 2005; checked against their published pairs in test/unit/color/lab.test.ts.
 */
export function deltaE2000(first: Lab, second: Lab): number {
  return ciede2000(fromTuple(first), fromTuple(second));
}

/** @param rgb sRGB, each channel in [0, 255]. */
export function labOfRgb(red: number, green: number, blue: number): Lab {
  const { l, a, b } = toLab65({ mode: "rgb", r: red / 255, g: green / 255, b: blue / 255 });
  return [l, a, b];
}

/** The nearest sRGB colour as `#rrggbb`; what lies outside sRGB is clipped. */
export function hexOfLab(lab: Lab): string {
  return formatHex(toRgb(fromTuple(lab)));
}

/** @param hex `#rrggbb`. */
export function labOfHex(hex: string): Lab {
  const value = Number.parseInt(hex.slice(1), 16);
  return labOfRgb((value >> 16) & 255, (value >> 8) & 255, value & 255);
}

const fromTuple = ([l, a, b]: Lab) => ({ mode: "lab65" as const, l, a, b });
