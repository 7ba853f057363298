import { expect, test } from "vitest";
import { fromApiFilter, isFiltered, NO_FILTERS, toApiFilter } from "@/app/(dashboard)/jobs/job-filters";
import { jobFilterSchema } from "@/lib/contracts/job-control";

test("days are taken whole, the last one included, and come back from a saved filter as they were", () => {
  const filters = { ...NO_FILTERS, text: "gallery", status: "failed" as const, from: "2026-11-01", to: "2026-11-24" };
  const filter = jobFilterSchema.parse(toApiFilter(filters));
  const days = (Date.parse(filter.created_before ?? "") - Date.parse(filter.created_after ?? "")) / 86_400_000;
  expect(Math.round(days)).toBe(24);
  expect(fromApiFilter(filter)).toEqual(filters);
});

test("no filter is no filter; a text without a letter or digit is none either", () => {
  expect(isFiltered(NO_FILTERS)).toBe(false);
  expect(toApiFilter({ ...NO_FILTERS, text: "?!" })).toEqual({});
});
