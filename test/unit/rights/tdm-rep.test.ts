import { describe, expect, test } from "vitest";
import { tdmFindings, tdmOfFile, tdmOfHeaders, tdmOfPage } from "@/lib/rights/tdm-rep";

const URL_ = "https://example.org/photos/a.jpg?size=2";
const file = (...rules: unknown[]) => JSON.stringify(rules);
const rule = (location: string, reservation: unknown = 1, policy?: string) => ({
  location,
  "tdm-reservation": reservation,
  ...(policy ? { "tdm-policy": policy } : {}),
});

describe("tdmrep.json", () => {
  test("the first rule that matches decides", () => {
    expect(tdmOfFile(file(rule("/photos/", 0), rule("/")), URL_)).toMatchObject({ reservation: "0" });
    expect(tdmOfFile(file(rule("/"), rule("/photos/", 0)), URL_)).toMatchObject({ reservation: "1" });
  });

  test.each([
    ["/", true],
    ["/photos", true],
    ["/*.jpg", true],
    ["*.jpg?size=2$", true],
    ["/photos/*a*size", true],
    ["/*.jpg$", false],
    ["/photos/a.jpg?size=2$", true],
    ["/Photos", false],
    ["/photos/b", false],
    ["/photos/*.png", false],
  ])("%s matches: %s", (location, isMatch) => {
    expect(tdmOfFile(file(rule(location)), URL_) !== null).toBe(isMatch);
  });

  test.each([["not json"], ["{}"], ["[]"], ["[1, null, {}]"], [file(rule("/", 2), rule("/", "yes"))], ["<html>"]])(
    "%s says nothing",
    (text) => {
      expect(tdmOfFile(text, URL_)).toBeNull();
    },
  );

  test("a rule that is none does not hide the next", () => {
    expect(tdmOfFile(file(7, rule("/", 9), rule("/", "1", "https://example.org/p")), URL_)).toMatchObject({
      reservation: "1",
      policy: "https://example.org/p",
    });
  });

  test("a hostile pattern costs no time", () => {
    const startedMs = Date.now();
    tdmOfFile(file(rule(`/${"*a".repeat(5000)}$`)), `https://example.org/${"a".repeat(9000)}b`);
    expect(Date.now() - startedMs).toBeLessThan(1000);
  });
});

describe("later places supersede earlier ones, and silence resets nothing", () => {
  const no = tdmOfFile(file(rule("/", 1, "https://example.org/terms")), URL_);
  const yes = tdmOfHeaders({ "tdm-reservation": "0" });
  const page = (value: string) => tdmOfPage(`<meta name="TDM-Reservation" content="${value}">`);
  const decide = (...said: Parameters<typeof tdmFindings>[0]) =>
    tdmFindings(said, URL_).map(({ decision }) => decision);
  test.each([
    [[no, null, null], ["refused"]],
    [[no, yes, null], ["allowed"]],
    [[no, yes, page("1")], ["refused"]],
    [[no, tdmOfHeaders({ "tdm-reservation": "maybe" }), page("2")], ["refused"]],
    [[null, null, null], []],
  ])("%# → %s", (said, expected) => {
    expect(decide(...said)).toEqual(expected);
  });

  test("its terms are named", () => {
    expect(tdmFindings([no], URL_)[0]?.detail).toContain("https://example.org/terms");
  });
});

test.each([
  ["1", "1"],
  [" 1 ", "1"],
  ["0", "0"],
  ["2", undefined],
  ["yes", undefined],
  ["", undefined],
  [undefined, undefined],
])("a header or element that says %j", (value, reservation) => {
  expect(tdmOfHeaders({ "tdm-reservation": value })?.reservation).toBe(reservation);
  expect(tdmOfPage(`<META NAME="tdm-reservation" CONTENT="${value ?? ""}">`)?.reservation).toBe(reservation);
});
