import { expect, test } from "vitest";
import { chainStages } from "@/app/(dashboard)/jobs/[id]/chain-stages";
import { aJob, aJobDetail } from "./jobs.factory";

const outline = (...args: Parameters<typeof chainStages>) =>
  chainStages(...args).map(({ kind, job }) => `${kind}:${job?.status ?? "to come"}`);

test("a new collection shows the stages that will follow", () => {
  const expected = ["scrape:running", "detect:to come", "colors:to come", "classify:to come"];
  expect(outline(aJobDetail(aJob()))).toEqual(expected);
});

test("stages that exist take the place of those to come", () => {
  const root = aJob({ status: "completed" });
  const detect = aJob({ id: "019aac00-0000-7000-8000-000000000002", kind: "detect", root_job_id: root.id, input: {} });
  const expected = ["scrape:completed", "detect:running", "colors:to come", "classify:to come"];
  expect(outline(aJobDetail(detect, [root, detect]))).toEqual(expected);
});

test("a collection that stops after ingest has no further stages", () => {
  expect(outline(aJobDetail(aJob({ input: { pipeline: false } })))).toEqual(["scrape:running"]);
});

test.each(["failed", "cancelled"] as const)("nothing follows a stage that was %s", (status) => {
  expect(outline(aJobDetail(aJob({ status })))).toEqual([`scrape:${status}`]);
});

test("a job somebody started alone stands alone", () => {
  expect(outline(aJobDetail(aJob({ kind: "classify", input: { limit: 5 } })))).toEqual(["classify:running"]);
});

test("the shown job is the freshest copy, not the one of the chain", () => {
  const stale = aJob({ status: "queued" });
  expect(outline(aJobDetail(aJob({ status: "running" }), [stale]))[0]).toBe("scrape:running");
});
