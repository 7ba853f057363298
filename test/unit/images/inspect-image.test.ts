import { expect, test } from "vitest";
import { inspectImage } from "@/lib/images/inspect-image";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], "JFIF\0", [1, 1, 0, 0, 1, 0, 1, 0, 0]);

test("a JPEG is known by its bytes, also with a zip archive behind it", async () => {
  expect(await inspectImage(JPEG)).toEqual({ format: "jpeg", mime: "image/jpeg", ext: "jpg" });
  expect((await inspectImage(bytes([...JPEG], "PK\u0003\u0004 a zip archive"))).format).toBe("jpeg");
});

test.each([
  ["an empty file", bytes(""), "not_an_image", /empty/],
  ["a web page", bytes("<!DOCTYPE html><title>Sign in</title>"), "not_an_image", /web page/],
  [
    "a web page after a comment and a byte order mark",
    bytes([0xef, 0xbb, 0xbf], " <!-- x --> <html>"),
    "not_an_image",
    /web page/,
  ],
  ["an SVG", bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), "image_type_unsupported", /SVG/],
  [
    "an SVG with a prolog",
    bytes('<?xml version="1.0"?>\n<!-- c -->\n<svg width="1"/>'),
    "image_type_unsupported",
    /SVG/,
  ],
  ["a GIF", bytes("GIF89a", [1, 0, 1, 0, 0, 0, 0]), "image_type_unsupported", /GIF/],
  ["a PDF", bytes("%PDF-1.7\n"), "not_an_image", /PDF/],
  ["plain text", bytes("hello"), "not_an_image", /no picture/],
  ["a script", bytes("#!/bin/sh\nrm -rf /\n"), "not_an_image", /no picture/],
])("%s is refused in words", async (_name, file, reason, message) => {
  await expect(inspectImage(file)).rejects.toMatchObject({
    code: "bad_image",
    reason,
    message: expect.stringMatching(message),
  });
});
