import { describe, expect, test } from "vitest";
import { decideRights, type RightsFinding } from "@/lib/rights/decide-rights";
import { licenceFindings } from "@/lib/rights/licence";

const URL_ = "https://example.org/photos/1";
const finding = (kind: string, decision: RightsFinding["decision"]): RightsFinding => ({
  url: URL_,
  kind,
  decision,
  detail: `${kind} says ${decision}`,
  evidence: {},
});

describe("decideRights", () => {
  test("one no beats every yes", () => {
    const record = decideRights([
      finding("licence", "allowed"),
      finding("x-robots-tag", "refused"),
      finding("robots", "allowed"),
    ]);
    expect(record.decision).toBe("refused");
    expect(record.reasons).toEqual(["x-robots-tag says refused"]);
    expect(record.findings).toHaveLength(3);
  });
  test("a licence is a yes", () => {
    expect(decideRights([finding("robots", "allowed"), finding("licence", "allowed")])).toMatchObject({
      decision: "allowed",
      reasons: ["licence says allowed"],
    });
  });
  test("being let in is no permission", () => {
    expect(decideRights([finding("robots", "allowed")])).toMatchObject({ decision: "unknown", reasons: [] });
    expect(decideRights([])).toMatchObject({ decision: "unknown", reasons: [], findings: [] });
  });
});

describe("licenceFindings", () => {
  test.each([
    ["MIT", null, "allowed"],
    ["CC0", null, "allowed"],
    ["CC0 1.0", null, "allowed"],
    ["CC BY 4.0", null, "allowed"],
    ["cc-by-sa-3.0", null, "allowed"],
    ["Public domain", null, "allowed"],
    [null, "https://creativecommons.org/licenses/by/4.0/", "allowed"],
    [null, "https://creativecommons.org/publicdomain/zero/1.0/", "allowed"],
    ["CC BY-NC 4.0", null, "unknown"],
    ["CC BY-ND 4.0", null, "unknown"],
    ["CC BY", "https://creativecommons.org/licenses/by-nc/4.0/", "unknown"],
    ["All rights reserved", null, "unknown"],
    ["Editorial use", null, "unknown"],
    ["Mitchell Studio", null, "unknown"],
    ["CC", null, "unknown"],
  ])("%s %s is %s", (licence, licenceUrl, decision) => {
    expect(licenceFindings({ licence, licenceUrl }, URL_).map((each) => each.decision)).toEqual([decision]);
  });
  test("no licence, no finding", () => {
    expect(licenceFindings({ licence: null, licenceUrl: null }, URL_)).toEqual([]);
  });
});
