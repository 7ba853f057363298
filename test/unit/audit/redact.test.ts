import { expect, test } from "vitest";
import { redact } from "@/lib/audit/redact";

test.each([
  "password",
  "new_password",
  "passphrase",
  "api_key",
  "apiKey",
  "key",
  "secret",
  "client_secret",
  "access_token",
  "Authorization",
  "cookie",
  "key_hash",
  "signature",
])("a value named %s is never kept, however deep", (name) => {
  const kept = JSON.stringify(redact({ [name]: "s3cr3t", deeper: [{ [name]: { more: "s3cr3t" } }] }));
  expect(kept).not.toContain("s3cr3t");
  expect(kept).toContain("[redacted]");
});

test("keys of ours and what addresses carry are taken out of any text", () => {
  expect(redact("call with mdm_0123456789abcdefghij please")).toBe("call with [redacted] please");
  expect(redact("sb_secret_abcdef")).toBe("[redacted]");
  expect(redact("https://me:pw@example.com/a.jpg?token=t&x=1")).toBe("https://example.com/a.jpg?…");
  expect(redact("smtps://me:pw@mail.example.com")).toBe("smtps://mail.example.com");
});

test("plain input stays readable", () => {
  const input = { source: "gallery", limit: 50, pipeline: true, room_types: ["living-room"], filter: { status: null } };
  expect(redact(input)).toEqual(input);
});

test("whatever comes, what is kept is small and valid", () => {
  const deep = { a: { b: { c: { d: { e: 1 } } } } };
  expect(redact(deep)).toEqual({ a: { b: { c: { d: "[…]" } } } });
  expect(redact(Array.from({ length: 1000 }, (_, index) => index))).toHaveLength(21);
  expect(String(redact("x".repeat(10_000))).length).toBeLessThan(250);
  expect(redact(`${"x".repeat(199)}😀`)).toSatisfy((text) => typeof text === "string" && text.isWellFormed());
  expect(redact(undefined)).toBeNull();
});
