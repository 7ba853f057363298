import { expect, test } from "vitest";
import { isChecked, listOf, priorityOf, textOf } from "@/app/(dashboard)/jobs/new/form-values";

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

test("an empty field is left out, so that the API's default applies", () => {
  const form = formOf({ limit: "  ", urls: "\n \n" });
  expect([textOf(form, "limit"), textOf(form, "absent"), listOf(form, "urls", /\s+/)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("lists drop empty entries", () => {
  expect(listOf(formOf({ urls: " a\n\n b " }), "urls", /\s+/)).toEqual(["a", "b"]);
});

test("a priority is a number; what is none reaches the API as it is, to be refused there", () => {
  expect([
    priorityOf(formOf({ priority: "9" })),
    priorityOf(formOf({ priority: "" })),
    priorityOf(formOf({ priority: "high" })),
  ]).toEqual([9, undefined, "high"]);
});

test("a checkbox is on or off", () => {
  expect([isChecked(formOf({ pipeline: "on" }), "pipeline"), isChecked(formOf({}), "pipeline")]).toEqual([true, false]);
});
