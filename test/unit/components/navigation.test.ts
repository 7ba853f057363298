import { expect, test } from "vitest";
import { currentNavHref } from "@/components/shell/nav-items";

test.each([
  ["/", "/"],
  ["/jobs", "/jobs"],
  ["/jobs/019aac00-0000-7000-8000-000000000001", "/jobs"],
  ["/jobs/new", "/jobs/new"],
  ["/jobsnew", null],
  ["/scenes/x", "/scenes"],
])("%s belongs to %s", (pathname, href) => {
  expect(currentNavHref(pathname)).toBe(href);
});
