import { expect, test } from "vitest";
import { mergePatch } from "@/lib/failures/merge-patch";

test.each([
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [["a", "b"], ["c"], ["c"]],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [["a"], { a: "c" }, { a: "c" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  [{}, JSON.parse('{"__proto__": {"x": 1}}'), JSON.parse('{"__proto__": {"x": 1}}')],
])("%j with %j is %j (RFC 7396)", (target, patch, expected) => {
  expect(JSON.stringify(mergePatch(target, patch))).toBe(JSON.stringify(expected));
});
