import { expect, test } from "vitest";
import { parseRetryAfterMs, requireOk } from "@/lib/http/safe-fetch-status";

const NOW_MS = Date.parse("2026-11-24T12:00:00Z");

test.each<[string, string | string[] | undefined, number | undefined]>([
  ["seconds", "120", 120_000],
  ["zero", "0", 0],
  ["a date ahead", "Tue, 24 Nov 2026 12:00:30 GMT", 30_000],
  ["a date past", "Tue, 24 Nov 2026 11:00:00 GMT", 0],
  ["more than a day", "999999", 86_400_000],
  ["the first of several", ["5", "9"], 5_000],
  ["nothing", undefined, undefined],
  ["nonsense", "soon", undefined],
  ["a negative number", "-5", undefined],
])("Retry-After: %s", (_name, header, expected) => {
  expect(parseRetryAfterMs(header, NOW_MS)).toBe(expected);
});

test.each([
  [404, "not_found"],
  [410, "not_found"],
  [401, "forbidden"],
  [403, "forbidden"],
  [451, "forbidden"],
  [500, "upstream"],
  [304, "upstream"],
])("requireOk: status %i is %s", (status, code) => {
  expect(() => requireOk({ status, url: "https://example.org/a" })).toThrow(expect.objectContaining({ code }));
});

test("requireOk: a 2xx answer comes back as it was", () => {
  const answer = { status: 206, url: "https://example.org/a" };
  expect(requireOk(answer)).toBe(answer);
});
