import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readLine } from "../../../local/stack/logs.ts";
import { loadSecrets } from "../../../local/stack/secrets.ts";
import { hashWebSources } from "../../../local/stack/web-build.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "modomo-files-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("secrets are made once, differ between folders, and only the owner can read them", () => {
  const first = loadSecrets(join(dir, "a"));
  expect(loadSecrets(join(dir, "a"))).toEqual(first);
  expect(statSync(join(dir, "a/secrets.json")).mode & 0o777).toBe(0o600);
  const other = loadSecrets(join(dir, "b"));
  for (const name of ["supabaseSecretKey", "supabaseJwtSecret", "gpuWorkerToken", "adminPassword", "apiKey"] as const) {
    expect(other[name]).not.toBe(first[name]);
  }
  expect(first.adminPassword).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
});

test("a damaged secrets file is not replaced, since the database was made with it", () => {
  writeFileSync(join(dir, "secrets.json"), '{"apiKey":');
  expect(() => loadSecrets(dir)).toThrow(/restore the file/);
});

test("the web build's hash follows its sources and nothing else", () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(dir, path, ".."), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  write("app/page.tsx", "one");
  write("lib/a.ts", "a");
  const before = hashWebSources(dir, {});
  write("test/unit/a.test.ts", "not part of it");
  write("local/stack.ts", "not part of it");
  expect(hashWebSources(dir, { MODOMO_PORT: "1" })).toBe(before);

  expect(hashWebSources(dir, { NEXT_PUBLIC_NAME: "x" })).not.toBe(before);
  write("app/page.tsx", "two");
  const changed = hashWebSources(dir, {});
  expect(changed).not.toBe(before);
  rmSync(join(dir, "lib/a.ts"));
  write("lib/b.ts", "a");
  expect(hashWebSources(dir, {})).not.toBe(changed);
});

test.each([
  {
    raw: '{"level":30,"time":1,"pid":2,"hostname":"h","msg":"ready","port":1}',
    text: "ready port=1",
    isProblem: false,
  },
  { raw: '{"level":50,"time":1,"err":{"message":"boom"},"msg":"failed"}', text: "failed (boom)", isProblem: true },
  { raw: '{"level":40,"msg":"slow"}', text: "slow", isProblem: true },
  { raw: " ✓ Ready in 0.9s", text: " ✓ Ready in 0.9s", isProblem: false },
  { raw: " ⨯ Failed to start", text: " ⨯ Failed to start", isProblem: true },
  { raw: '{"not":"a log line"}', text: '{"not":"a log line"}', isProblem: false },
])("log line $raw reads as $text", ({ raw, text, isProblem }) => {
  expect(readLine(raw)).toEqual({ text, isProblem });
});
