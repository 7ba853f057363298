import { expect, test } from "vitest";
import { canStartAnew, defaultsOf, textDefault } from "@/app/(dashboard)/jobs/new/form-defaults";
import type { JobKind } from "@/lib/contracts/jobs";

test.each<{ kind: JobKind; input: Record<string, unknown>; parent?: string; expected: boolean }>([
  { kind: "scrape", input: { source: "gallery", limit: 5, pipeline: false }, expected: true },
  { kind: "scrape", input: { source: "generic", options: { start: "x" } }, expected: true },
  { kind: "import", input: { urls: ["https://example.com/a.jpg"] }, expected: true },
  { kind: "import", input: { pipeline: true }, expected: false },
  { kind: "detect", input: { filter: { status: "ingested" } }, expected: true },
  { kind: "detect", input: { filter: { source: "gallery" } }, expected: false },
  { kind: "detect", input: { rerun_of: "x", only: "all", pipeline: true }, expected: false },
  { kind: "colors", input: { limit: 5 }, parent: "p", expected: false },
])("a $kind job of $input can be copied: $expected", ({ kind, input, parent = null, expected }) => {
  expect(canStartAnew({ kind, input, parent_job_id: parent })).toBe(expected);
});

test("a form starts out with the input of the job, the parts of its filter, and its priority", () => {
  const defaults = defaultsOf({ input: { filter: { status: "detected" }, scene_ids: ["a", "b"] }, priority: 7 });
  expect(["status", "scene_ids", "priority", "limit"].map((name) => textDefault(defaults, name, "-"))).toEqual([
    "detected",
    "a\nb",
    "7",
    "-",
  ]);
});
