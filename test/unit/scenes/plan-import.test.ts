import { expect, test } from "vitest";
import { ForbiddenError, InvalidInputError, NotFoundError, TimeoutError, UpstreamError } from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";
import { importInputSchema, planImportPage } from "@/lib/scenes/import-images";
import { toFailure } from "@/lib/scenes/item-failure";

/** What is named one by one asks neither database nor hub. */
const NOTHING = { db: null as never, hub: null as never };
const plan = (input: object) => planImportPage(NOTHING, importInputSchema.parse(input), null, "no job is asked for");
const urls = (count: number) => Array.from({ length: count }, (_, index) => `https://example.com/${index}.jpg`);

test("an import is cut into chunks of twenty, planned again under the same keys", async () => {
  const { chunks, next } = await plan({ urls: urls(45) });
  expect(next).toBeNull();
  expect(chunks.map(({ key, items }) => [key, items.length])).toEqual([
    ["part:0", 20],
    ["part:1", 20],
    ["part:2", 5],
  ]);
  expect(await plan({ urls: urls(45) })).toEqual({ chunks, next });
});

test("the same address is the same item, a file is known by its bytes", async () => {
  const upload = { name: "a.jpg", sha256: "ab", path: "ab/ab.jpg" };
  const { chunks } = await plan({ urls: [...urls(1), ...urls(1)], uploads: [upload] });
  const keys = chunks[0]?.items.map(({ item_key }) => item_key);
  expect(keys?.[0]).toBe(keys?.[1]);
  expect(keys?.[2]).toBe("upload:ab");
});

test("a body that names nothing to import is none; the requests of the API are", () => {
  expect(importInputSchema.safeParse({}).success).toBe(false);
  expect(importInputSchema.safeParse({ dataset: "some-one/rooms", limit: 0 }).success).toBe(false);
  expect(importInputSchema.parse({ dataset: "some-one/rooms" })).toMatchObject({ include_detection: true, limit: 100 });
  expect(importInputSchema.parse({ urls: urls(1) })).toMatchObject({ pipeline: true });
});

test.each([
  [new BadImageError("image_truncated", "cut short"), "image_truncated"],
  [new ForbiddenError("no"), "forbidden"],
  [new NotFoundError("gone"), "not_found"],
  [new InvalidInputError("odd"), "invalid_input"],
])("%s fails its item alone, at once", (error, code) => {
  expect(toFailure(error, false)).toEqual({ code, message: error.message });
});

test("what may pass fails the item only on the last try; a fault of ours fails the chunk", () => {
  expect(toFailure(new UpstreamError("busy"), false)).toBeNull();
  expect(toFailure(new UpstreamError("busy"), true)).toEqual({ code: "upstream", message: "busy" });
  expect(toFailure(new TimeoutError("slow"), false, false)).toBeNull();
  expect(toFailure(new TimeoutError("slow"), false, true)).toEqual({ code: "timeout", message: "slow" });
  expect(toFailure(new UpstreamError("busy"), false, true)).toBeNull();
  expect(() => toFailure(new TypeError("bug"), true)).toThrow("bug");
});
