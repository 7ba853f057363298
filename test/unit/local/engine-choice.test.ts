import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseEngine } from "../../../local/stack/engine-choice.ts";

let rootDir: string;
beforeEach(() => {
  rootDir = mkdtempSync(join(tmpdir(), "modomo-engine-"));
});
afterEach(() => rmSync(rootDir, { recursive: true, force: true }));

const NPM_BINARY = "node_modules/inngest-cli/bin/inngest";
const WORKS = '#!/bin/sh\n[ "$1" = version ] && exit 0\nexit 2\n';
/** What the npm package holds when its download did not happen: a script that only says so. */
const PLACEHOLDER = "#!/bin/sh\necho 'Error: Inngest CLI binary not found.' >&2\nexit 1\n";

function install(path: string, script: string): string {
  const full = join(rootDir, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, script);
  chmodSync(full, 0o755);
  return full;
}

test("without the binary the embedded engine runs, and says why", () => {
  const choice = chooseEngine({ rootDir, env: {} });
  expect(choice).toEqual({ kind: "embedded", reason: expect.stringContaining("not installed") });
});

test("the npm package's binary is taken when it runs", () => {
  const binary = install(NPM_BINARY, WORKS);
  expect(chooseEngine({ rootDir, env: {} })).toMatchObject({
    kind: "inngest",
    binary,
    reason: expect.stringContaining(binary),
  });
});

test("the placeholder of a skipped download is not a dev server", () => {
  install(NPM_BINARY, PLACEHOLDER);
  expect(chooseEngine({ rootDir, env: {} }).kind).toBe("embedded");
});

test("a binary on PATH counts too", () => {
  const binary = install("bin/inngest", WORKS);
  expect(chooseEngine({ rootDir, env: { PATH: `/nowhere:${dirname(binary)}` } })).toMatchObject({
    kind: "inngest",
    binary,
  });
});

test("MODOMO_ENGINE=embedded wins over an installed binary", () => {
  install(NPM_BINARY, WORKS);
  expect(chooseEngine({ rootDir, env: { MODOMO_ENGINE: "embedded" } }).kind).toBe("embedded");
});

test("MODOMO_ENGINE=inngest without a binary is an error that tells how to get it", () => {
  expect(() => chooseEngine({ rootDir, env: { MODOMO_ENGINE: "inngest" } })).toThrow(
    /not installed.*npm install inngest-cli/,
  );
});

test("an unknown MODOMO_ENGINE is refused with the values that exist", () => {
  expect(() => chooseEngine({ rootDir, env: { MODOMO_ENGINE: "celery" } })).toThrow(
    /"celery".*"embedded" or "inngest"/,
  );
});
