import { expect, test } from "vitest";
import { letterboxOf, unletterbox, writePlanar } from "../../../gpu-worker/src/images/resize.ts";

test.each([
  { width: 1920, height: 1080, sizePx: 416 },
  { width: 333, height: 1000, sizePx: 640 },
  { width: 20, height: 17, sizePx: 416 },
])("a box of a $width × $height image comes back from the letterbox where it was", (image) => {
  const { letterbox, width, height } = letterboxOf(image, image.sizePx);
  expect(Math.max(width, height)).toBe(image.sizePx);
  const inside = {
    left: image.width * 0.2,
    top: image.height * 0.1,
    right: image.width * 0.7,
    bottom: image.height * 0.9,
  };
  const placed = {
    left: inside.left * letterbox.scaleX + letterbox.offsetX,
    top: inside.top * letterbox.scaleY + letterbox.offsetY,
    right: inside.right * letterbox.scaleX + letterbox.offsetX,
    bottom: inside.bottom * letterbox.scaleY + letterbox.offsetY,
  };
  const back = unletterbox(placed, letterbox, image);
  for (const side of ["left", "top", "right", "bottom"] as const) expect(back[side]).toBeCloseTo(inside[side], 9);
});

test("a box that reaches into the padding ends at the image", () => {
  const image = { width: 200, height: 100 };
  const { letterbox } = letterboxOf(image, 416);
  const clipped = unletterbox({ left: -5, top: 0, right: 500, bottom: 416 }, letterbox, image);
  expect(clipped).toEqual({ left: 0, top: 0, right: 200, bottom: 100 });
});

test("writePlanar swaps to BGR planes, normalises, and writes at the offset", () => {
  const target = new Float32Array(7);
  const scaling = { channels: "bgr" as const, mean: [1, 2, 3], std: [2, 4, 5] };
  writePlanar(target, 1, Uint8Array.of(13, 10, 5, 23, 6, 9), scaling);
  expect([...target]).toEqual([0, 2, 4, 2, 1, 2, 4]);
});
