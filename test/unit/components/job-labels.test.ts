import { expect, test } from "vitest";
import { describeJob } from "@/components/jobs/job-labels";

test.each([
  [{ kind: "scrape" as const, input: { source: "gallery", limit: 100 } }, "Collect · Gallery · up to 100"],
  [{ kind: "import" as const, input: { urls: ["a"] } }, "Import · 1 address"],
  [{ kind: "detect" as const, input: { scene_ids: ["a", "b"] } }, "Detect · 2 scenes"],
  [{ kind: "colors" as const, input: { object_id: "a" } }, "Colours · one object"],
  [{ kind: "classify" as const, input: { limit: "many", urls: 3 } }, "Classify"],
])("%j reads as %s", (job, text) => {
  expect(describeJob(job)).toBe(text);
});
