import { expect, test } from "vitest";
import { toRecord } from "@/lib/jobs/to-record";

test.each<{ name: string; value: unknown; expected: unknown }>([
  { name: "what is small stays", value: { a: [1, "b", null, true] }, expected: { a: [1, "b", null, true] } },
  { name: "nothing is null", value: undefined, expected: null },
  {
    name: "a key that names a secret loses its value",
    value: { apiKey: "x", nested: { Authorization: "y" } },
    expected: { apiKey: "[taken out]", nested: { Authorization: "[taken out]" } },
  },
  {
    name: "so does a parameter of an address",
    value: "https://a.example/x?token=abc&size=2",
    expected: "https://a.example/x?token=[taken out]&size=2",
  },
  {
    name: "a long list is cut",
    value: Array.from({ length: 22 }, (_, n) => n),
    expected: [...Array.from({ length: 20 }, (_, n) => n), "… and 2 more"],
  },
  {
    name: "depth is cut",
    value: { a: { b: { c: { d: { e: { f: 1 } } } } } },
    expected: { a: { b: { c: { d: { e: "…" } } } } },
  },
  { name: "what PostgreSQL cannot hold is left out", value: "a\0b", expected: "ab" },
])("toRecord: $name", ({ value, expected }) => {
  expect(toRecord(value)).toEqual(expected);
});

test("toRecord: whatever comes, what is kept is small", () => {
  const huge = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`key-${n}`, "x".repeat(10_000)]));
  const kept = toRecord(huge);
  expect(JSON.stringify(kept).length).toBeLessThan(4500);
  expect(kept).toMatchObject({ characters: expect.any(Number) });
});
