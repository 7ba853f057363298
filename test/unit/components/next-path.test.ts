import { expect, test } from "vitest";
import { safeNextPath, signInPath } from "@/components/api/next-path";

test.each([
  ["/jobs", "/jobs"],
  ["/jobs/new?kind=import", "/jobs/new?kind=import"],
  ["/scenes/../jobs", "/jobs"],
])("%s is a path of this app", (next, expected) => {
  expect(safeNextPath(next)).toBe(expected);
});

test.each([
  null,
  undefined,
  "",
  "jobs",
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/.//evil.example",
  "/a/..//evil.example",
])("%s leads to the overview", (next) => {
  expect(safeNextPath(next)).toBe("/");
});

test.each(["/\t/evil.example", "/\n/evil.example"])(
  "white space that browsers drop does not open another host (%j)",
  (next) => {
    expect(safeNextPath(next)).not.toMatch(/^\/\//);
    expect(new URL(safeNextPath(next), "http://app.invalid").host).toBe("app.invalid");
  },
);

test("sign-in comes back to the exact address", () => {
  const url = new URL(signInPath("/jobs?status=failed&kind=scrape"), "http://app.invalid");
  expect(safeNextPath(url.searchParams.get("next"))).toBe("/jobs?status=failed&kind=scrape");
});

test("sign-in comes back to a page with its query, repeated names included", () => {
  const url = new URL(
    signInPath("/scenes", { text: "a&b", tag: ["x", "y"], room_type: undefined }),
    "http://app.invalid",
  );
  expect(safeNextPath(url.searchParams.get("next"))).toBe("/scenes?text=a%26b&tag=x&tag=y");
});
