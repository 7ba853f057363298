import { expect, test } from "vitest";
import { HASH_INPUT_PX, hammingDistance, perceptualHash } from "@/lib/images/perceptual-hash";

/** A grey square with a soft wave, unlike in every direction. */
const wave = (change: (value: number) => number = (value) => value) =>
  Uint8Array.from({ length: HASH_INPUT_PX ** 2 }, (_, index) => {
    const x = index % HASH_INPUT_PX;
    const y = Math.floor(index / HASH_INPUT_PX);
    return Math.round(change(128 + 60 * Math.sin(x / 5) * Math.cos(y / 7) + 30 * Math.sin((x * y) / 60)));
  });

test.each([
  ["0000000000000000", "0000000000000000", 0],
  ["0000000000000000", "ffffffffffffffff", 64],
  ["0000000000000001", "8000000000000000", 2],
  ["f0f0f0f0f0f0f0f0", "f0f0f0f0f0f0f0f1", 1],
])("hammingDistance of %s and %s is %i, both ways", (a, b, expected) => {
  expect(hammingDistance(a, b)).toBe(expected);
  expect(hammingDistance(b, a)).toBe(expected);
});

test("a hash is 16 hex digits with half of its bits set", () => {
  const hash = perceptualHash(wave());
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  expect(hammingDistance(hash, "0000000000000000")).toBe(32);
});

test("brightness and contrast leave the hash as it is", () => {
  const hash = perceptualHash(wave());
  expect(hammingDistance(hash, perceptualHash(wave((value) => value * 0.5 + 20)))).toBeLessThanOrEqual(2);
});

test("a mirrored picture is another picture", () => {
  const mirrored = wave().map((_, index, all) => {
    const x = index % HASH_INPUT_PX;
    return all[index - x + (HASH_INPUT_PX - 1 - x)] ?? 0;
  });
  expect(hammingDistance(perceptualHash(wave()), perceptualHash(mirrored))).toBeGreaterThan(16);
});

test("a flat picture has a hash too", () => {
  expect(perceptualHash(new Uint8Array(HASH_INPUT_PX ** 2).fill(200))).toMatch(/^[0-9a-f]{16}$/);
});

test("another size is refused", () => {
  expect(() => perceptualHash(new Uint8Array(64))).toThrow(RangeError);
});
