import { expect, test } from "vitest";
import { parsePatch } from "@/app/(dashboard)/failures/parse-patch";
import { readScheduleForm } from "@/app/(dashboard)/schedules/read-schedule-form";
import { describeCron, describeReport } from "@/app/(dashboard)/schedules/schedule-labels";

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

test("a patch is what its fields say; empty fields change nothing", () => {
  expect(parsePatch(form({ input: "", payload: " " }))).toEqual({ patch: undefined, problems: {} });
  expect(parsePatch(form({ input: '{"limit": null}', payload: "" })).patch).toEqual({ input: { limit: null } });
});

test.each(["{limit: 5}", "[1]", "7", "null"])("%s is no JSON object, which its field says", (text) => {
  expect(Object.keys(parsePatch(form({ input: '{"a": 1}', payload: text })).problems)).toEqual(["payload"]);
});

test("a schedule's form is read whole; a kind that cannot be changed is left out", () => {
  const fields = { name: " n ", cron: "* * * * *", timezone: "UTC", missed_policy: "once", missed_max: "3" };
  const { draft, inputProblem } = readScheduleForm(form({ ...fields, input: '{"limit": 5}', overlap_policy: "skip" }));
  expect(inputProblem).toBeNull();
  expect(draft).toMatchObject({ name: "n", missed_max: 3, input: { limit: 5 } });
  expect(draft).not.toHaveProperty("kind");
  expect(readScheduleForm(form({ ...fields, input: "limit=5" })).inputProblem).toContain("JSON object");
});

test("an expression is said in words, one that is none is not", () => {
  expect(describeCron("30 4 * * 1")).toBe("At 04:30, only on Monday");
  expect([describeCron("30 4 * *"), describeCron("a b c d e")]).toEqual([null, null]);
});

test("a report is its figures, also those of its parts", () => {
  expect(describeReport({ items: 1200, runs: 0, found: { uncolored: 3 }, drift: [1] })).toBe(
    "Items 1,200 · Uncolored 3",
  );
  expect(describeReport({ items: 0 })).toBe("Nothing to do");
});
