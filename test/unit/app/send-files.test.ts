import { expect, test } from "vitest";
import { inForms } from "@/app/(dashboard)/jobs/new/send-files";

const MIB = 1024 * 1024;
const sizes = (forms: { size: number }[][]) => forms.map((form) => form.map(({ size }) => size / MIB));

test("files are sent in forms of at most a hundred and ninety megabytes, every file once and in order", () => {
  expect(sizes(inForms([50, 40, 1, 95, 3].map((mib) => ({ size: mib * MIB }))))).toEqual([[50, 40], [1], [95], [3]]);
  expect(inForms(Array.from({ length: 250 }, () => ({ size: 1 }))).map((form) => form.length)).toEqual([100, 100, 50]);
  expect(inForms([])).toEqual([]);
});
