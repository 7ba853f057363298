import { expect, test } from "vitest";
import { OPTION_FIELDS, optionsOf } from "@/app/(dashboard)/jobs/new/source-options";
import { ProblemError, toFormProblem } from "@/components/api/problem-error";
import { sourceOptionsInputSchema } from "@/lib/contracts/sources";

function formOf(entries: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

test("every option the API takes can be read from the form", () => {
  expect(OPTION_FIELDS.toSorted()).toEqual(
    Object.keys(sourceOptionsInputSchema.shape)
      .map((name) => `options.${name}`)
      .toSorted(),
  );
});

test("what was filled in, as the API wants it; the rest is left out", () => {
  const form = formOf([
    ["options.styles", "modern"],
    ["options.styles", "rustic"],
    ["options.site", "uk"],
    ["options.start_urls", " https://a.example/x \r\n\r\nhttps://b.example/y"],
    ["options.categories", "Living rooms, old\nSofas"],
    ["options.depth", "2"],
    ["options.query", "  "],
    ["options.browser", "on"],
  ]);
  const options = optionsOf(form);
  expect(options).toEqual({
    styles: ["modern", "rustic"],
    site: "uk",
    start_urls: ["https://a.example/x", "https://b.example/y"],
    categories: ["Living rooms, old", "Sofas"],
    depth: 2,
    browser: true,
  });
  expect(sourceOptionsInputSchema.safeParse(options).success).toBe(true);
  expect(optionsOf(formOf([["limit", "5"]]))).toBeUndefined();
});

test("a number that is none reaches the API, and its complaint the field", () => {
  expect(optionsOf(formOf([["options.depth", "deep"]]))).toEqual({ depth: "deep" });
  const fields = [
    { field: "options.depth", message: "expected a number" },
    { field: "options.start_urls.1", message: "no address" },
    { field: "options.color", message: "no such option" },
  ];
  const problem = new ProblemError({ status: 422, title: "Wrong", message: "Wrong", fields });
  expect(toFormProblem(problem, OPTION_FIELDS)).toEqual({
    byField: { "options.depth": "expected a number", "options.start_urls": "Entry 2: no address" },
    general: "options.color: no such option",
  });
});
