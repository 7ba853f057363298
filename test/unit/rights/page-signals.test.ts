import { describe, expect, test } from "vitest";
import { denyingDirectives, headerFindings, metaFindings } from "@/lib/rights/page-signals";

const URL_ = "https://example.org/photos/1";

describe("denyingDirectives", () => {
  test.each<[string, string[]]>([
    ["noai", ["noai"]],
    ["NoAI, NoImageAI", ["noai", "noimageai"]],
    ["noindex,nofollow", ["noindex"]],
    ["none", ["none"]],
    ["all", []],
    ["index, follow, max-image-preview: large", []],
    ["unavailable_after: 25 Jun 2030 15:00:00 PST", []],
    ["max-image-preview: large, noai", ["noai"]],
    ["otherbot: noai, noindex", []],
    ["modomo: noai", ["noai"]],
    ["Modomo: nofollow, noimageai", ["noimageai"]],
    ["*: noai", ["noai"]],
    ["otherbot: nofollow, modomo: noindex", ["noindex"]],
    ["notanoai", []],
    ["", []],
  ])("%j keeps us out by %j", (value, expected) => {
    expect(denyingDirectives(value, "Modomo")).toEqual(expected);
  });
});

describe("headerFindings", () => {
  test("each of several headers is read by itself", () => {
    expect(headerFindings({ "x-robots-tag": ["otherbot: noindex", "noai"] }, URL_, "Modomo")).toEqual([
      {
        url: URL_,
        kind: "x-robots-tag",
        decision: "refused",
        detail: "The header X-Robots-Tag says noai.",
        evidence: { said: ["otherbot: noindex", "noai"] },
      },
    ]);
  });

  test("ordinary headers say nothing", () => {
    expect(headerFindings({ "content-type": "image/jpeg" }, URL_, "Modomo")).toEqual([]);
  });
});

describe("metaFindings", () => {
  test.each([
    ["robots", '<meta name="robots" content="noai, noimageai">', ["meta-robots refused"]],
    ["our own name", '<META NAME="Modomo" CONTENT="noindex">', ["meta-robots refused"]],
    ["another's name", '<meta name="otherbot" content="noai">', []],
    ["in a comment", '<!-- <meta name="robots" content="noai"> -->', []],
    ["nothing", '<meta name="description" content="noai">', []],
    ["no content", '<meta name="robots">', []],
  ])("%s", (_name, html, expected) => {
    expect(metaFindings(html, URL_, "Modomo").map(({ kind, decision }) => `${kind} ${decision}`)).toEqual(expected);
  });
});
