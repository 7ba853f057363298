import { expect, test } from "vitest";
import { type Candidate, candidateSchema, withDetail } from "@/lib/sources/source-adapter";

const CANDIDATE: Candidate = candidateSchema.parse({
  sourceId: "7",
  pageUrl: "https://example.org/photos/7",
  imageUrl: "https://example.org/images/7.jpg",
  title: "A chair",
  description: null,
  author: null,
  licence: null,
  licenceUrl: null,
  roomType: "kitchen",
  tags: [],
});

test("a detail adds and corrects, and leaves alone what it does not say", () => {
  expect(withDetail(CANDIDATE, { author: "Ada", title: "A stool", description: undefined, tags: ["oak"] })).toEqual({
    ...CANDIDATE,
    author: "Ada",
    title: "A stool",
    tags: ["oak"],
  });
});

test.each([
  ["an endless description", { description: "x".repeat(5001) }],
  ["a script for an address", { imageUrl: "javascript:alert(1)" }],
  ["an empty tag", { tags: [""] }],
])("%s is left out", (_name, detail) => {
  expect(withDetail(CANDIDATE, { ...detail, author: "Ada" })).toEqual({ ...CANDIDATE, author: "Ada" });
});
