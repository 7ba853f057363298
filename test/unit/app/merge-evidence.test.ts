import { expect, test } from "vitest";
import { mergeEvidence } from "@/app/(dashboard)/scenes/[id]/merge-evidence";

const say = (detail: string, weight: number) => ({ kind: "image" as const, detail, weight });

test("a sentence said twice is shown once, with the sum of its weights", () => {
  expect(mergeEvidence([say("edges", 0.75), say("edges", 0.5)])).toEqual([say("edges", 1.25)]);
});

test("the heaviest comes first, for or against", () => {
  const details = mergeEvidence([say("small", 0.1), say("against", -2), say("for", 1)]).map(({ detail }) => detail);
  expect(details).toEqual(["against", "for", "small"]);
});

test("the same words of another kind are another observation", () => {
  expect(mergeEvidence([say("white", 1), { ...say("white", 1), kind: "colour" }])).toHaveLength(2);
});
