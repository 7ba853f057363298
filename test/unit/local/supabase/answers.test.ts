import { expect, test } from "vitest";
import { toPostgrestError } from "../../../../local/supabase/postgrest-errors.ts";
import { isFromThisMachine, redact } from "../../../../local/supabase/studio.ts";
import { toIsoTimestamp } from "../../../../local/supabase/timestamps.ts";

test.each([
  { text: "2026-11-24 09:23:57.302+00", iso: "2026-11-24T09:23:57.302+00:00" },
  { text: "2026-11-24 09:23:57-03", iso: "2026-11-24T09:23:57-03:00" },
  { text: "2026-11-24 09:23:57+05:30", iso: "2026-11-24T09:23:57+05:30" },
  { text: "2026-11-24 09:23:57.5", iso: "2026-11-24T09:23:57.5" },
  { text: "12026-01-01 00:00:00+00", iso: "12026-01-01T00:00:00+00:00" },
  { text: "infinity", iso: "infinity" },
  { text: "0044-03-15 12:00:00+00 BC", iso: "0044-03-15 12:00:00+00 BC" },
])("timestamp: $text → $iso", ({ text, iso }) => {
  expect(toIsoTimestamp(text)).toBe(iso);
});

test.each([
  { code: "P0001", status: 400 },
  { code: "23514", status: 400 },
  { code: "40001", status: 500 },
  { code: "53300", status: 503 },
  { code: "53400", status: 500 },
  { code: "57014", status: 500 },
  { code: "28000", status: 403 },
])("a database error $code becomes HTTP $status with its own words", ({ code, status }) => {
  const raised = toPostgrestError({ code, message: 'it "broke"', detail: "here", hint: "so" });
  const { code: form, message, detail } = raised as { code: string; message: string; detail: string };
  expect(form).toBe("PGRST");
  expect(JSON.parse(message)).toEqual({ code, message: 'it "broke"', details: "here", hint: "so" });
  expect(JSON.parse(detail)).toEqual({ status, headers: {} });
});

test.each([{ code: "23505" }, { code: "PT409" }, { code: "42501" }, { code: "PGRST" }])(
  "$code is left to Supabase Lite, which maps it",
  ({ code }) => {
    const error = { code, message: "as it was" };
    expect(toPostgrestError(error)).toBe(error);
  },
);

test("what is no database error passes unchanged", () => {
  for (const value of [new Error("plain"), null, "text", { code: "ENOENT", message: "no such file" }]) {
    expect(toPostgrestError(value)).toBe(value);
  }
});

test("redact hides every secret, however deep, and leaves the rest", () => {
  const settings = {
    connection: { url: "postgres://me:pa55@db:5432/x", postgresOptions: { password: "pa55", max: 4 } },
    auth: { jwt_secret: "s", publishable_key: "sb_publishable_x", secret_key: "k", site_url: "http://127.0.0.1:3000" },
    external: [{ google: { client_id: "id", secret: "s2" } }],
    smtp: { user: "u", pass: "p", auth_token: "t", enabled: true },
  };
  expect(redact(settings)).toEqual({
    connection: { url: "postgres://[redacted]@db:5432/x", postgresOptions: { password: "[redacted]", max: 4 } },
    auth: {
      jwt_secret: "[redacted]",
      publishable_key: "sb_publishable_x",
      secret_key: "[redacted]",
      site_url: "http://127.0.0.1:3000",
    },
    external: [{ google: { client_id: "id", secret: "[redacted]" } }],
    smtp: { user: "u", pass: "[redacted]", auth_token: "[redacted]", enabled: true },
  });
});

test.each<{ name: string; url: string; headers: Record<string, string>; isLocal: boolean }>([
  { name: "no page", url: "http://127.0.0.1:54323/", headers: {}, isLocal: true },
  {
    name: "its own page",
    url: "http://localhost:54323/",
    headers: { origin: "http://localhost:54323" },
    isLocal: true,
  },
  { name: "typed in", url: "http://localhost:54323/", headers: { "sec-fetch-site": "none" }, isLocal: true },
  {
    name: "another port",
    url: "http://localhost:54323/",
    headers: { origin: "http://localhost:3000" },
    isLocal: false,
  },
  { name: "a sandboxed page", url: "http://localhost:54323/", headers: { origin: "null" }, isLocal: false },
  { name: "another name", url: "http://evil.example:54323/", headers: {}, isLocal: false },
  { name: "a name that begins like ours", url: "http://127.0.0.1.evil.example/", headers: {}, isLocal: false },
])("a request from $name is from this machine: $isLocal", ({ url, headers, isLocal }) => {
  expect(isFromThisMachine(new Request(url, { headers }))).toBe(isLocal);
});
