import { expect, test } from "vitest";
import { markStyles } from "@/components/scenes/marks";

test("objects of one category share a colour, up to eight categories differ", () => {
  const categories = ["sofa", "rug", "vase", "lamp", "bed", "desk", "chair", "shelf"];
  const styleOf = markStyles([...categories, "sofa"]);
  expect(new Set(categories.map((category) => styleOf(category).stroke)).size).toBe(8);
});

test("the order objects come in does not change their colours", () => {
  expect(markStyles(["sofa", "rug"])("sofa")).toBe(markStyles(["rug", "sofa"])("sofa"));
});

test("a ninth category takes a colour again", () => {
  const categories = Array.from({ length: 9 }, (_, index) => `category ${index}`);
  const styleOf = markStyles(categories);
  expect(styleOf("category 8")).toBe(styleOf("category 0"));
});
