import { expect, test } from "vitest";
import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";
import { idempotencyOf } from "@/lib/http/idempotency";
import { bodyOf, parseInput, queryOf } from "@/lib/http/input";

function errorsOf(schema: z.ZodType, raw: unknown) {
  try {
    parseInput(schema, raw);
  } catch (error) {
    if (error instanceof InvalidInputError) return { message: error.message, errors: error.errors };
    throw error;
  }
  return null;
}
const fields = (schema: z.ZodType, raw: unknown) => errorsOf(schema, raw)?.errors.map(({ field }) => field);

const schema = z.strictObject({
  name: z.string().max(5),
  size: z.strictObject({ width: z.int() }).optional(),
  tags: z.array(z.string()).optional(),
});

test.each<[string, unknown, string[] | undefined]>([
  ["right", { name: "a", size: { width: 1 }, tags: [] }, undefined],
  ["missing", {}, ["name"]],
  ["nested", { name: "a", size: { width: "1" } }, ["size.width"]],
  ["in a list", { name: "a", tags: ["x", 1] }, ["tags.1"]],
  ["unknown ones, each by name", { name: "a", colour: 1, shape: 2 }, ["colour", "shape"]],
  ["unknown and nested", { name: "a", size: { width: 1, depth: 2 } }, ["size.depth"]],
  ["several at once", { name: 7, tags: 8 }, ["name", "tags"]],
  ["no object", 7, ["body"]],
  ["with a NUL", { name: "a\0" }, ["name"]],
  ["with half a surrogate pair, deep inside", { name: "a", tags: ["x", "\ud800"] }, ["tags.1"]],
])("fields are named: %s", (_name, raw, expected) => {
  expect(fields(schema, raw)).toEqual(expected);
});

test("of two forms of a request the nearer one names the trouble; with neither, what is wanted is said", () => {
  const either = z.union([z.strictObject({ id: z.uuid() }), z.strictObject({ url: z.url() })], {
    error: "give either id or url",
  });
  expect(fields(either, { id: "7" })).toEqual(["id"]);
  expect(fields(either, { url: "7" })).toEqual(["url"]);
  expect(errorsOf(either, {})?.errors).toEqual([{ field: "id", message: "give either id or url" }]);
});

test("the message for people names the fields once", () => {
  expect(errorsOf(z.object({ a: z.string().min(3).regex(/x/) }), { a: "b" })?.message).toMatch(/^Check a: /);
});

const post = (url: string, body?: string) => new Request(`http://x/${url}`, { method: "POST", body });

test("the body lies over the query; without one the query is the body", async () => {
  expect(await bodyOf(post("?limit=5&a=1", '{"limit":7}'))).toEqual({ limit: 7, a: "1" });
  expect(await bodyOf(post("?limit=5"))).toEqual({ limit: "5" });
  expect(await bodyOf(post("?limit=5", "  "))).toEqual({ limit: "5" });
  expect(queryOf(new URL("http://x/?a=1&a=2&b="))).toEqual({ a: ["1", "2"], b: "" });
});

test("an idempotency key stands for its caller, path and body", () => {
  const of = (path: string, body: unknown, id = "me") => {
    const request = new Request(`http://x${path}`, { headers: { "idempotency-key": "k" } });
    return idempotencyOf(request, { kind: "key", id, name: "a key", scopes: [] }, body);
  };
  expect(of("/a", { n: 1 })).toEqual(of("/a?ignored=1", { n: 1 }));
  expect(of("/a", { n: 1 })?.requestHash).not.toBe(of("/a", { n: 2 })?.requestHash);
  expect(of("/a", {})?.requestHash).not.toBe(of("/b", {})?.requestHash);
  expect(of("/a", {}, "you")?.owner).toBe("you");
  expect(idempotencyOf(new Request("http://x"), undefined, {})).toBeUndefined();
});
