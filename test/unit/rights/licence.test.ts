import { describe, expect, test } from "vitest";
import { isOpen, licenceFindings, normaliseLicence } from "@/lib/rights/licence";

const of = (licence: string | null, licenceUrl: string | null = null) => normaliseLicence({ licence, licenceUrl });

describe("one licence, whatever it is called", () => {
  test.each([
    ["CC BY-SA 4.0", null],
    ["cc-by-sa-4.0", null],
    ["CC-BY-SA-4.0", null],
    ["CC BY SA 4.0", null],
    ["Creative Commons (CC BY-SA 4.0)", null],
    [null, "https://creativecommons.org/licenses/by-sa/4.0/"],
    [null, "http://creativecommons.org/licenses/by-sa/4.0/deed.de"],
    ["CC BY-SA", "https://creativecommons.org/licenses/by-sa/4.0"],
  ])("%s %s", (licence, url) => {
    expect(of(licence, url)).toMatchObject({
      id: "CC-BY-SA-4.0",
      attributionRequired: true,
      shareAlike: true,
      nonCommercial: false,
      noDerivatives: false,
    });
  });

  test.each([
    ["cc0", "CC0-1.0", false],
    ["CC0 1.0", "CC0-1.0", false],
    ["cc-zero", "CC0-1.0", false],
    ["pd", "public-domain", false],
    ["Public domain", "public-domain", false],
    ["Public Domain Mark 1.0", "public-domain", false],
    ["pdm", "public-domain", false],
    ["CC BY 2.0", "CC-BY-2.0", true],
    ["CC BY", "CC-BY", true],
    ["mit", "MIT", true],
    ["apache-2.0", "Apache-2.0", true],
    ["FAL", "LAL-1.3", true],
    ["GFDL 1.2", "GFDL", true],
    ["Copyrighted free use", "no-restrictions", false],
  ])("%s is %s, open, credit wanted: %s", (name, id, attributionRequired) => {
    const licence = of(name);
    expect(licence).toMatchObject({ id, attributionRequired });
    expect(licence && isOpen(licence)).toBe(true);
  });

  test.each([
    "other",
    "unknown",
    "",
    "All rights reserved",
    "CC",
    "cc-bypass",
    "Editorial use",
    "Mitchell Studio",
    "openrail",
    "gpl-3.0",
  ])("%j is none that is known", (name) => expect(of(name)).toBeNull());
});

test.each([
  ["CC BY-NC 2.0", true, false],
  ["cc-by-nd-4.0", false, true],
  ["CC BY-NC-ND 4.0", true, true],
])("%s is not open", (name, nonCommercial, noDerivatives) => {
  const licence = of(name);
  expect(licence).toMatchObject({ nonCommercial, noDerivatives });
  expect(licence && isOpen(licence)).toBe(false);
});

test("where words and address do not agree, the limits of both hold", () => {
  expect(of("CC BY 4.0", "https://creativecommons.org/licenses/by-nc/4.0/")).toMatchObject({
    id: "CC-BY-NC-4.0",
    nonCommercial: true,
  });
  expect(of("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nc/4.0/")).toMatchObject({
    nonCommercial: true,
    noDerivatives: true,
  });
  expect(of("Public domain", "https://creativecommons.org/licenses/by-sa/3.0/")).toMatchObject({
    id: "CC-BY-SA-3.0",
    shareAlike: true,
  });
});

test("the finding keeps what was said and what it comes to", () => {
  const [finding] = licenceFindings({ licence: "CC BY-SA 4.0", licenceUrl: null }, "https://example.com/");
  expect(finding).toMatchObject({
    decision: "allowed",
    detail: expect.stringContaining("the same licence"),
    evidence: { licence: "CC BY-SA 4.0", id: "CC-BY-SA-4.0", share_alike: true },
  });
});
