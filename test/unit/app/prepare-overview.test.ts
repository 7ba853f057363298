import { expect, test } from "vitest";
import { prepareCategories, prepareImageTypes, prepareYield } from "@/app/(dashboard)/prepare-overview";

test("yield: shares are of what was found", () => {
  const bars = prepareYield({ found: 20, ingested: 15, duplicate: 4, failed: 1 });
  expect(bars.map(({ label, valueLabel }) => `${label} ${valueLabel}`)).toEqual([
    "Found 20",
    "New scenes 15 · 75%",
    "Known already 4 · 20%",
    "Failed 1 · 5%",
  ]);
});

test("yield: candidates without an outcome are under way, not lost", () => {
  expect(prepareYield({ found: 20, ingested: 5, duplicate: 0, failed: 0 }).at(-1)).toMatchObject({
    label: "Under way",
    value: 15,
  });
});

test("yield: nothing found, nothing drawn", () => {
  expect(prepareYield({ found: 0, ingested: 0, duplicate: 0, failed: 0 })).toEqual([]);
});

test("image types: every type has its bar, in one order, also at zero", () => {
  const bars = prepareImageTypes([
    { label: "other", count: 1 },
    { label: "interior", count: 3 },
  ]);
  expect(bars.map(({ label, value }) => [label, value])).toEqual([
    ["Interior", 3],
    ["Object", 0],
    ["Exterior", 0],
    ["Plan", 0],
    ["Other", 1],
  ]);
});

test("image types: nothing classified, nothing drawn", () => {
  expect(prepareImageTypes([])).toEqual([]);
});

test("categories: the ten most frequent, ties by name", () => {
  const rows = Array.from({ length: 12 }, (_, index) => ({
    label: `thing_${String.fromCharCode(108 - index)}`,
    count: index < 2 ? 9 : 1,
  }));
  const labels = prepareCategories(rows).map(({ label }) => label);
  expect(labels).toHaveLength(10);
  expect(labels.slice(0, 3)).toEqual(["Thing k", "Thing l", "Thing a"]);
});
