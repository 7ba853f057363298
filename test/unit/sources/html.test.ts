import { expect, test } from "vitest";
import { cleanText } from "@/lib/sources/html";

test("text of a page is one line, without what a database cannot hold", () => {
  expect(cleanText(" A\n chair\u0000 \ud83d")).toBe("A chair \ufffd");
  expect(cleanText("\u0000 ")).toBeNull();
  expect(cleanText(7)).toBeNull();
});
