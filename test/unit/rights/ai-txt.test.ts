import { expect, test } from "vitest";
import { aiTxtFindings } from "@/lib/rights/ai-txt";

const decide = (text: string, path = "/photos/a.jpg") =>
  aiTxtFindings({ url: "https://example.org/ai.txt", text }, `https://example.org${path}`, "Modomo");

test("kinds of files, as the generator of ai.txt writes them", () => {
  const text = "# Spawning AI\nUser-Agent: *\nDisallow: *.txt\nDisallow: *.jpg\nAllow: /\n";
  expect(decide(text)).toMatchObject([
    { kind: "ai-txt", decision: "refused", evidence: { line: 4, rule: "Disallow: *.jpg" } },
  ]);
  expect(decide(text, "/photos/a.png")).toEqual([]);
});

test.each([
  ["everything", "User-Agent: *\nDisallow: /", 1],
  ["us alone", "User-Agent: Modomo\nDisallow: /", 1],
  ["somebody else", "User-Agent: Other\nDisallow: /", 0],
  ["nobody", "User-Agent: *\nAllow: /", 0],
  ["nothing", "", 0],
  ["a page instead of the file", "<!doctype html><p>Not found", 0],
])("%s", (_name, text, count) => {
  expect(decide(text)).toHaveLength(count);
});
