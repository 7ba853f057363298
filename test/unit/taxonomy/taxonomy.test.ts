import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { buildSeedSql, SEED_MIGRATION } from "@/lib/taxonomy/build-seed";
import { ancestryOf, categoryOfLabel, findCategory, type LabelSpace, taxonomy } from "@/lib/taxonomy/taxonomy";
import { taxonomySchema } from "@/lib/taxonomy/taxonomy-schema";
import labelSpaces from "../../fixtures/taxonomy/label-spaces.json";

const SPACES: LabelSpace[] = ["coco", "open_images", "ade20k"];

test.each(SPACES)("every %s label that a category names exists in that dataset", (space) => {
  const known = new Set<string>(labelSpaces[space]);
  const unknown = taxonomy.categories.flatMap((category) => category[space]).filter((label) => !known.has(label));
  expect(unknown).toEqual([]);
});

test.each([
  ["couch", "sofa"],
  ["chair", "chair"],
  ["potted plant", "potted-plant"],
  ["bed", "bed"],
  ["dining table", "dining-table"],
  ["toilet", "toilet"],
  ["tv", "tv"],
  ["microwave", "microwave"],
  ["oven", "oven"],
  ["toaster", "toaster"],
  ["sink", "sink"],
  ["refrigerator", "refrigerator"],
  ["book", "book"],
  ["clock", "clock"],
  ["vase", "vase"],
  ["bench", "bench"],
])("COCO's %s is our %s", (label, slug) => {
  expect(categoryOfLabel("coco", label)?.slug).toBe(slug);
});

test("a label the taxonomy leaves out has no category", () => {
  expect(categoryOfLabel("coco", "zebra")).toBeNull();
});

test.each([
  ["Couch", "sofa"],
  ["potted-plant", "potted-plant"],
  ["Potted plant", "potted-plant"],
  ["l-shaped sofa", "sectional-sofa"],
  ["wine_glass", "wine-glass"],
])("findCategory: %s means %s", (word, slug) => {
  expect(findCategory(word)?.slug).toBe(slug);
});

test("findCategory: an unknown word means nothing", () => {
  expect(findCategory("zebra")).toBeNull();
});

test("ancestry runs from the category to its root", () => {
  expect(ancestryOf("armchair")).toEqual(["armchair", "chair", "seating", "furniture"]);
  expect(ancestryOf("zebra")).toEqual([]);
});

test("the seed migration is what build-seed makes of taxonomy.json", () => {
  expect(readFileSync(SEED_MIGRATION, "utf8")).toBe(buildSeedSql());
});

const room = { slug: "bedroom", name: "Bedroom", synonyms: ["guest room"] };
const chair = {
  slug: "chair",
  name: "Chair",
  parent: null,
  synonyms: [],
  coco: ["chair"],
  open_images: [],
  ade20k: [],
};
const valid = { version: 1, room_types: [room], styles: [room], categories: [chair] };

test("the schema takes a sound taxonomy", () => {
  expect(taxonomySchema.safeParse(valid).success).toBe(true);
});

test.each([
  ["a slug twice", { room_types: [room, { ...room, name: "Other", synonyms: [] }] }, '"bedroom" leads to both'],
  [
    "a synonym of two rooms",
    { room_types: [room, { ...room, slug: "den", name: "Den" }] },
    '"guest room" leads to both',
  ],
  [
    "a synonym that is another's name",
    { styles: [room, { slug: "x", name: "X", synonyms: ["bedroom"] }] },
    "bedroom and x",
  ],
  [
    "a label of two categories",
    { categories: [chair, { ...chair, slug: "seat", name: "Seat" }] },
    '"chair" leads to both',
  ],
  ["a missing parent", { categories: [{ ...chair, parent: "seating" }] }, "parent seating of chair"],
  ["a slug with capitals", { styles: [{ ...room, slug: "Bed Room" }] }, "lower-case words"],
])("the schema refuses %s", (_name, change, message) => {
  const result = taxonomySchema.safeParse({ ...valid, ...change });
  expect(result.success).toBe(false);
  expect(JSON.stringify(result.error?.issues)).toContain(JSON.stringify(message).slice(1, -1));
});
