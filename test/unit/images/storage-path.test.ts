import { expect, test } from "vitest";
import { storagePath } from "@/lib/images/storage-path";

const SHA256 = "ab12cd".padEnd(64, "0");

test("the first two bytes of the hash are folders", () => {
  expect(storagePath(SHA256, "jpg")).toBe(`ab/12/${SHA256}.jpg`);
});

test.each([
  ["a short hash", "ab12", "jpg"],
  ["upper case", SHA256.toUpperCase(), "jpg"],
  ["a path in the hash", `../../${SHA256}`.slice(0, 64), "jpg"],
  ["a path in the ending", SHA256, "../x"],
  ["no ending", SHA256, ""],
])("%s has no path", (_name, sha256, ext) => {
  expect(() => storagePath(sha256, ext)).toThrow(RangeError);
});
