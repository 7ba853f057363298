import { expect, test } from "vitest";
import { atHand, currentNavHref, type NavGroup, navGroupsFor } from "@/components/shell/nav-items";

const hrefs = (groups: NavGroup[]) => groups.flatMap((group) => group.items.map((item) => item.href));

test.each([
  ["/", "/"],
  ["/jobs", "/jobs"],
  ["/jobs/019aac00-0000-7000-8000-000000000001", "/jobs"],
  ["/jobs/new", "/jobs/new"],
  ["/jobsnew", null],
  ["/scenes/x", "/scenes"],
  ["/queues", "/queues"],
])("%s belongs to %s", (pathname, href) => {
  expect(currentNavHref(pathname)).toBe(href);
});

test.each(["viewer", "reviewer", "operator"] as const)("a %s is not led to what only an admin may see", (role) => {
  const shown = hrefs(navGroupsFor(role));
  expect(shown).not.toContain("/audit");
  expect(shown).not.toContain("/settings");
  expect(shown).not.toContain("/alerts");
  expect(shown).toContain("/api/docs");
  expect(shown).toContain("/queues");
});

test("an admin is led everywhere", () => {
  const shown = hrefs(navGroupsFor("admin"));
  expect(shown).toEqual(expect.arrayContaining(["/audit", "/settings", "/api/docs", ...hrefs(navGroupsFor("viewer"))]));
  expect(new Set(shown).size).toBe(shown.length);
});

test("a phone has the places used most at hand, in the order of the groups", () => {
  expect(atHand(navGroupsFor("operator")).map((item) => item.href)).toEqual(["/", "/scenes", "/jobs", "/jobs/new"]);
  expect(atHand(navGroupsFor("viewer")).map((item) => item.href)).toEqual(["/", "/scenes", "/jobs"]);
});
