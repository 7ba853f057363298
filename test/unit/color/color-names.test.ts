import { expect, test } from "vitest";
import { COLOR_NAMES, nameColor } from "@/lib/color/color-names";
import { labOfHex } from "@/lib/color/lab";

test("about forty names, each once", () => {
  expect(new Set(COLOR_NAMES).size).toBe(COLOR_NAMES.length);
  expect(COLOR_NAMES.length).toBeGreaterThanOrEqual(36);
  expect(COLOR_NAMES.length).toBeLessThanOrEqual(48);
});

/** CSS Color 4 names, and colours sampled from real photos of rooms, named by eye. */
test.each([
  ["#ffffff", "white"],
  ["#000000", "black"],
  ["#808080", "grey"],
  ["#d3d3d3", "light grey"],
  ["#ff0000", "red"],
  ["#800000", "burgundy"],
  ["#ffa500", "orange"],
  ["#ffff00", "yellow"],
  ["#808000", "olive"],
  ["#008000", "green"],
  ["#006400", "dark green"],
  ["#008080", "teal"],
  ["#40e0d0", "turquoise"],
  ["#0000ff", "blue"],
  ["#000080", "navy"],
  ["#add8e6", "light blue"],
  ["#800080", "purple"],
  ["#e6e6fa", "lavender"],
  ["#ffc0cb", "pink"],
  ["#d2b48c", "sand"],
  ["#f5f5dc", "cream"],
  ["#fffafa", "white"],
  ["#708090", "slate blue"],
  ["#e4bb3d", "yellow"],
  ["#604934", "dark brown"],
  ["#e9e5d7", "off-white"],
])("%s is %s", (hex, name) => {
  expect(nameColor(labOfHex(hex))).toBe(name);
});

test("a grey ramp goes through the neutrals in order, without a colour between", () => {
  const ramp = Array.from({ length: 256 }, (_, value) =>
    nameColor(labOfHex(`#${value.toString(16).padStart(2, "0").repeat(3)}`)),
  );
  expect(ramp.filter((name, index) => name !== ramp[index - 1])).toEqual([
    "black",
    "charcoal",
    "dark grey",
    "grey",
    "light grey",
    "off-white",
    "white",
  ]);
});
