import { expect, test } from "vitest";
import { z } from "zod";
import { parseInput } from "@/lib/http/input";

const schema = z.strictObject({
  name: z.string().min(1).max(5),
  url: z.url(),
  kind: z.enum(["a", "b"]),
  count: z.number().positive().max(10),
  ids: z.array(z.string()).max(1),
  why: z.string().min(3, "say why"),
});
const fine = { name: "n", url: "https://a.example/", kind: "a", count: 1, ids: [], why: "so it is" };

test.each([
  ["name", "", "is needed"],
  ["name", undefined, "is needed"],
  ["name", "longer", "must have at most 5 characters"],
  ["url", "", "is needed"],
  ["url", "there", "must be a whole address, such as https://example.org/photo.jpg"],
  ["kind", "c", "must be one of a, b"],
  ["count", 11, "must be at most 10"],
  ["count", 0, "must be more than 0"],
  ["ids", ["x", "y"], "must have at most 1 entry"],
  ["why", "", "say why"],
])("%s of %j %s", (field, value, message) => {
  expect(() => parseInput(schema, { ...fine, [field]: value })).toThrow(
    expect.objectContaining({ errors: [{ field, message }] }),
  );
});
