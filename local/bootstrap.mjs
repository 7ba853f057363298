// Runs before anything is installed, on any Node >= 20: built-ins only, no TypeScript, no dependency.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = (relative) => join(root, relative);

/**
 * What each `npm run` command is: its entry, what it needs first, and the arguments that come before the user's.
 * Tests do not read `.env`: they bring their own settings.
 */
const COMMANDS = {
  demo: { entry: "local/demo.ts", readsDotEnv: true, needsModels: true },
  start: { entry: "local/stack.ts", readsDotEnv: true, needsModels: true, args: ["start"] },
  dev: { entry: "local/stack.ts", readsDotEnv: true, needsModels: true, args: ["dev"] },
  doctor: { entry: "local/doctor.ts", readsDotEnv: true, isReadOnly: true },
  test: {
    entry: "node_modules/vitest/vitest.mjs",
    needsModels: true,
    args: ["run", "--config", "test/vitest.config.ts"],
    defaults: ["--project", "unit", "--project", "integration", "--project", "e2e"],
  },
  "test-fault": {
    entry: "node_modules/vitest/vitest.mjs",
    needsModels: true,
    args: ["run", "--config", "test/vitest.config.ts", "--project", "fault"],
  },
  backup: { entry: "local/backup.ts", readsDotEnv: true },
  restore: { entry: "local/restore.ts", readsDotEnv: true },
  engine: { entry: "local/engine/main.ts", readsDotEnv: true },
  verify: { entry: "test/support/verify.ts" },
  cli: { entry: "cli/main.ts", readsDotEnv: true, keepsFolder: true },
  "api-types": { entry: "test/support/gen-api-types.ts" },
  "db-types": { entry: "local/supabase/gen-types.ts" },
  screenshots: { entry: "local/screenshots.ts", readsDotEnv: true },
};

const [name = "", ...userArgs] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`Unknown command "${name}". Known: ${Object.keys(COMMANDS).join(", ")}.`);
if (command.readsDotEnv && existsSync(path(".env"))) process.loadEnvFile(path(".env")); // what is set already stays
const env = environment();
let interruptedBy;
if (command.isReadOnly) {
  if (!isInstalled())
    fail(
      `Node ${process.version} found; dependencies are not installed.\nAny npm command installs them, for instance: npm run demo`,
    );
} else await install();
const node = pickNode();
if (command.needsModels) await runOrExit(node, ["gpu-worker/src/models/install.ts"]);
const selects = userArgs.some((arg) => arg === "--project" || arg.startsWith("--project=") || !arg.startsWith("-"));
process.exit(
  await run(
    node,
    [path(command.entry), ...(command.args ?? []), ...(selects ? [] : (command.defaults ?? [])), ...userArgs],
    "inherit",
    command.keepsFolder ? process.cwd() : root,
  ),
);

/**
 * Quiet tools, our own binaries first, and not the npm_* settings with which `npm run` would steer a nested npm: only
 * what says where and how to reach the registry stays. NPM_CONFIG_* in capitals is the user's own and stays too.
 */
function environment() {
  const reach = /^npm_config_(registry|cache|userconfig|globalconfig|ca|cafile|strict_ssl|.*proxy)$/;
  const kept = Object.entries(process.env).filter(([key]) => !key.startsWith("npm_") || reach.test(key));
  return {
    ...Object.fromEntries(kept),
    PATH: [path("node_modules/.bin"), process.env.PATH].join(delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    ONNXRUNTIME_NODE_INSTALL: "skip",
  };
}

function isInstalled() {
  const stamp = path("node_modules/.modomo-lock-hash");
  return (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash()) || matchesLock();
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(path("package-lock.json")))
    .digest("hex");
}

/** True after somebody's own `npm install`: npm's record of what is there agrees with the lock, optional packages aside. */
function matchesLock() {
  const record = path("node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(path("package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(([key, { version, link, optional, devOptional }]) => {
    if (key === "" || link || !key.includes("node_modules/")) return true;
    return present[key] ? present[key].version === version : Boolean(optional || devOptional);
  });
}

/** The stamp is written last and lives in the folder `npm ci` removes first, so a half-finished install is repeated. */
async function install() {
  if (isInstalled()) return;
  process.stderr.write("Installing dependencies (first run or changed lock; a minute or two) ...\n");
  const started = Date.now();
  await runOrExit("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(path("node_modules/.modomo-lock-hash"), lockHash());
  process.stderr.write(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

/** The Node npm brought; where it has none for this system (macOS), the running one if it is new enough. */
function pickNode() {
  const brought = path("node_modules/.bin/node");
  if (existsSync(brought)) return brought;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 2)) return process.execPath;
  return fail(
    `Node ${process.version} cannot run Modomo and npm has no Node package for ${process.platform}-${process.arch}. Install Node 24 (https://nodejs.org) and run the command again.`,
  );
}

/** Helpers' output goes to stderr: a command's stdout is its own. */
async function runOrExit(file, args) {
  const code = await run(file, args, 2);
  if (interruptedBy) process.exit(128 + constants.signals[interruptedBy]);
  if (code !== 0)
    fail(
      `"${[file, ...args].join(" ")}" failed (exit ${code}). Mend what it reports above and run the command again.`,
      code,
    );
}

/** Exit code of a child that gets our terminal and our signals (128 + number when a signal ended it). */
function run(file, args, stdout, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: ["inherit", stdout, "inherit"] });
    const forward = (signal) => {
      interruptedBy ??= signal;
      child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    child.on("error", (error) => fail(`Cannot start ${file}: ${error.message}`));
    child.on("exit", (code, signal) => {
      for (const each of signals) process.off(each, forward);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
