import { expect, test } from "vitest";
import { blockReasonOf } from "@/lib/crawl/blocks";

const answer = (status: number, html = "") => ({ status, bytes: Buffer.from(html) });
const page = (title: string) => answer(200, `<html><head><title>${title}</title></head>${"x".repeat(3000)}`);

test.each([401, 403, 451])("status %i", (status) => {
  expect(blockReasonOf(answer(status), { minBytes: 0 })).toContain(String(status));
});

test.each([
  "Just a moment...",
  "Attention Required! | Cloudflare",
  "Access Denied",
  "Are you a human?",
  "Pardon Our Interruption",
  "reCAPTCHA",
])("a page titled %s", (title) => {
  expect(blockReasonOf(page(title), { minBytes: 2000 })).toContain("check for machines");
});

test.each(["Living rooms", "Robots in the kitchen", "Secure sheds", "A moment in time"])("%s is a page", (title) => {
  expect(blockReasonOf(page(title), { minBytes: 2000 })).toBeNull();
});

test("a page that is too short is one where pages are known to be long", () => {
  expect(blockReasonOf(answer(200, "<p>hi"), { minBytes: 2000 })).toContain("5 bytes");
  expect(blockReasonOf(answer(200, "<p>hi"), { minBytes: 0 })).toBeNull();
  expect(blockReasonOf(answer(404, ""), { minBytes: 2000 })).toBeNull();
});
