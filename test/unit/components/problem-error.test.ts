import { expect, test } from "vitest";
import { ProblemError, toFormProblem } from "@/components/api/problem-error";

const problem = (fields: { field: string; message: string }[]) =>
  new ProblemError({ status: 422, title: "Invalid input", message: "The input is wrong.", fields });

test("an error of a known field stands at that field only", () => {
  const result = toFormProblem(problem([{ field: "limit", message: "too small" }]), ["limit", "source"]);
  expect(result).toEqual({ byField: { limit: "too small" }, general: null });
});

test.each(["urls.2", "/urls/2", "urls/2"])("a path into a list (%s) names the entry, counted from one", (field) => {
  const result = toFormProblem(problem([{ field, message: "no address" }]), ["urls"]);
  expect(result.byField).toEqual({ urls: "Entry 3: no address" });
});

test("of several errors of one field the first is shown", () => {
  const errors = [
    { field: "urls.0", message: "first" },
    { field: "urls.1", message: "second" },
  ];
  expect(toFormProblem(problem(errors), ["urls"]).byField).toEqual({ urls: "Entry 1: first" });
});

test("an error of a field the form does not have is not lost", () => {
  const result = toFormProblem(problem([{ field: "colour", message: "unknown" }]), ["limit"]);
  expect(result).toEqual({ byField: {}, general: "colour: unknown" });
});

test("an error without fields is the general message, whatever threw it", () => {
  expect(toFormProblem(problem([]), ["limit"]).general).toBe("The input is wrong.");
  expect(toFormProblem(new Error("boom"), ["limit"]).general).toBe("boom");
  expect(toFormProblem(null, ["limit"])).toEqual({ byField: {}, general: null });
});
