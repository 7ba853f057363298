import { expect, test } from "vitest";
import { normaliseUrl } from "@/lib/crawl/normalise-url";

test.each([
  ["HTTPS://Example.ORG:443/a", "https://example.org/a"],
  ["http://example.org:80", "http://example.org/"],
  ["http://example.org:8080/a", "http://example.org:8080/a"],
  ["https://example.org./a", "https://example.org/a"],
  ["https://example.org/a/./b/../c", "https://example.org/a/c"],
  ["https://example.org/%7ejoe/%c3%a9", "https://example.org/~joe/%C3%A9"],
  ["https://example.org/é", "https://example.org/%C3%A9"],
  ["https://example.org/a%2fb", "https://example.org/a%2Fb"],
  ["https://example.org/a#top", "https://example.org/a"],
  ["https://example.org/a?", "https://example.org/a"],
  ["https://example.org/a?utm_source=x&page=2&fbclid=7", "https://example.org/a?page=2"],
  ["https://example.org/a?utm_source=x", "https://example.org/a"],
  ["https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"],
  ["https://example.org/a?q=%75tm", "https://example.org/a?q=utm"],
  ["https://example.org//a//b", "https://example.org//a//b"],
  ["mailto:a@example.org", null],
  ["/a", null],
])("%s → %s", (address, expected) => {
  expect(normaliseUrl(address)).toBe(expected);
});

test("what is in one spelling stays as it is", () => {
  const once = normaliseUrl("HTTP://Example.org:80/%7ea/../b?utm_id=1&c=%e9#x");
  expect(normaliseUrl(once ?? "")).toBe(once);
});
