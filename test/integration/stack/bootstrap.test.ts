import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive, until } from "./support/harness.ts";

/** A project of its own with a stand-in for npm, so that the bootstrap's decisions show without an installation. */
let root: string;
const at = (path: string) => join(root, path);
const read = (path: string) => (existsSync(at(path)) ? readFileSync(at(path), "utf8") : "");

function write(path: string, text: string, mode = 0o644) {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
  chmodSync(at(path), mode);
}

const LOCK = {
  packages: { "": {}, "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0", optional: true } },
};
/** Notes the call and its npm_* variables, then leaves a package behind as npm does, or dies in the middle. */
const FAKE_NPM = `#!/bin/sh
echo "npm $* [$(env | grep '^npm_' | cut -d= -f1 | tr '\\n' ' ')]" >> "$JOURNAL"
rm -rf node_modules && mkdir -p node_modules/a
[ -z "$DIES" ] || exit 7
`;
const ENTRY = (name: string) => `
import { appendFileSync } from "node:fs";
const type: string = "${name}";
appendFileSync(process.env.JOURNAL ?? "", [type, ...process.argv.slice(2)].join(" ") + "\\n");
process.exitCode = Number(process.env.EXIT_WITH ?? 0);
if (process.env.LINGER) {
  process.on("SIGTERM", () => process.exit(42));
  appendFileSync(process.env.JOURNAL ?? "", "pid " + process.pid + "\\n");
  setInterval(() => {}, 1000);
}
`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "modomo-bootstrap-"));
  mkdirSync(at("local"));
  copyFileSync(fileURLToPath(new URL("../../../local/bootstrap.mjs", import.meta.url)), at("local/bootstrap.mjs"));
  write("bin/npm", FAKE_NPM, 0o755);
  write("package-lock.json", JSON.stringify(LOCK));
  write("local/stack.ts", ENTRY("stack"));
  write("gpu-worker/src/models/install.ts", ENTRY("models"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [at("local/bootstrap.mjs"), ...args], {
    env: { PATH: `${at("bin")}:/usr/bin:/bin`, JOURNAL: at("journal"), NODE_ENV: "test", ...env },
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += String(chunk);
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, exit, stderr: () => stderr };
}
const run = async (args: string[], env: Record<string, string> = {}) => {
  const { exit, stderr } = start(args, env);
  return { code: await exit, stderr: stderr() };
};

test("installs what is missing without the outer npm's settings, the registry aside, then models, then the command with its arguments", async () => {
  const { code } = await run(["start", "--quiet"], {
    npm_config_omit: "dev",
    npm_command: "run",
    npm_config_registry: "http://localhost",
  });
  expect(code).toBe(0);
  expect(read("journal").trim().split("\n")).toEqual([
    "npm ci --no-audit --no-fund --loglevel=error [npm_config_registry ]",
    "models",
    "stack start --quiet",
  ]);
});

test("a second start does not install; a changed lock does", async () => {
  await run(["start"]);
  await run(["start"]);
  expect(read("journal").match(/npm ci/g)).toHaveLength(1);
  write("package-lock.json", JSON.stringify({ ...LOCK, name: "changed" }));
  await run(["start"]);
  expect(read("journal").match(/npm ci/g)).toHaveLength(2);
});

test("a half-finished install is reported, hands nothing over, and is repeated", async () => {
  const first = await run(["start"], { DIES: "1" });
  expect(first.code).toBe(7);
  expect(first.stderr).toContain('"npm ci');
  expect(read("journal")).not.toContain("stack");
  expect((await run(["start"])).code).toBe(0);
  expect(read("journal").match(/npm ci/g)).toHaveLength(2);
});

test("somebody's own npm install counts when it agrees with the lock, optional packages aside", async () => {
  write("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/a": { version: "1.0.0" } } }));
  await run(["start"]);
  expect(read("journal")).not.toContain("npm ci");

  write("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/a": { version: "0.9.0" } } }));
  await run(["start"]);
  expect(read("journal")).toContain("npm ci");
});

test("the exit code is the command's, and a signal reaches it", async () => {
  expect((await run(["start"], { EXIT_WITH: "3" })).code).toBe(3);

  writeFileSync(at("journal"), "");
  write("gpu-worker/src/models/install.ts", "");
  const { child, exit } = start(["start"], { LINGER: "1" });
  await until(() => read("journal").includes("pid "), "the command runs");
  const pid = Number(/pid (\d+)/.exec(read("journal"))?.[1]);
  child.kill("SIGTERM");
  expect(await exit).toBe(42);
  expect(isAlive(pid)).toBe(false);
});

test("an unknown command names those that exist", async () => {
  const { code, stderr } = await run(["strat"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/"strat".*demo, start, dev/);
});

test("the doctor installs nothing: it says that dependencies are missing and how to get them", async () => {
  const { code, stderr } = await run(["doctor"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/not installed[\s\S]*npm run demo/);
  expect(read("journal")).toBe("");
});

test("the values of .env reach the command, behind those of the environment", async () => {
  write(".env", "EXIT_WITH=5\n");
  write("gpu-worker/src/models/install.ts", "");
  expect((await run(["start"])).code).toBe(5);
  expect((await run(["start"], { EXIT_WITH: "6" })).code).toBe(6);
});
