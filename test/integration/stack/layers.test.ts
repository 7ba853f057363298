import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const path = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));

/** File, what it imports, and the rule that must catch it (null: an arrow that is allowed). */
const ARROWS: [file: string, imported: string, rule: string | null][] = [
  ["lib/upward.ts", "../app/thing", "lib-arrows"],
  ["lib/upward-inngest.ts", "@/inngest/client", "lib-arrows"],
  ["lib/next.ts", "next/headers", "next-only-in-app"],
  ["lib/auth/next.ts", "next/headers", null],
  ["lib/contracts/other.ts", "../deps", "contracts-arrows"],
  ["lib/contracts/node.ts", "node:fs", "contracts-import-zod-only"],
  ["lib/contracts/good.ts", "zod", null],
  ["components/deps.ts", "@/lib/deps", "components-stay-in-the-browser"],
  ["components/repository.ts", "@/lib/scenes/scenes.repository", "components-stay-in-the-browser"],
  ["components/inngest.ts", "@/inngest/client", "components-arrows"],
  ["components/good.ts", "@/lib/contracts/jobs", null],
  ["inngest/npm.ts", "inngest", null],
  ["inngest/app.ts", "../app/thing", "inngest-arrows"],
  ["app/functions.ts", "@/inngest/functions/scrape", "app-arrows"],
  ["app/local.ts", "../local/stack", "app-arrows"],
  ["app/good.ts", "@/inngest/client", null],
  ["local/lib.ts", "../lib/deps", "local-arrows"],
  ["local/good.ts", "../lib/contracts/jobs", null],
  ["gpu-worker/src/lib.ts", "../../lib/deps", "gpu-worker-arrows"],
  ["gpu-worker/src/local.ts", "../../local/stack", "gpu-worker-arrows"],
  ["gpu-worker/src/good.ts", "../../lib/contracts/jobs", null],
  ["lib/cycle-a.ts", "./cycle-b", "no-circular"],
  ["lib/nowhere.ts", "./nothing-there", "not-resolvable"],
];
const TARGETS = [
  "app/thing",
  "inngest/client",
  "inngest/functions/scrape",
  "lib/deps",
  "lib/scenes/scenes.repository",
  "lib/contracts/jobs",
  "local/stack",
];
const CONFIG = ["test/dependency-cruiser.cjs", "test/module-resolution.cjs"];
const PACKAGES = ["zod", "next", "inngest"];

let violations: { from: string; rule: { name: string } }[];
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "modomo-layers-"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };
  mkdirSync(join(dir, "test"));
  for (const file of CONFIG) copyFileSync(path(file), join(dir, file));
  for (const target of TARGETS) write(`${target}.ts`, "export const thing = 1;");
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    for (const file of ["index.js", "headers.js"]) write(`node_modules/${name}/${file}`, "module.exports = {};");
  }
  write("lib/cycle-b.ts", `import "./cycle-a";`);
  for (const [file, imported] of ARROWS)
    write(file, `import * as thing from "${imported}";\nexport const used = thing;`);
  const rooms = ["app", "components", "inngest", "lib", "gpu-worker", "local"];
  const args = ["--config", "test/dependency-cruiser.cjs", "--output-type", "json", ...rooms];
  const { stdout, stderr } = spawnSync(path("node_modules/.bin/depcruise"), args, { cwd: dir, encoding: "utf8" });
  if (!stdout) throw new Error(stderr);
  violations = (JSON.parse(stdout) as { summary: { violations: typeof violations } }).summary.violations;
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.each(ARROWS)("%s → %s: %s", (file, _imported, rule) => {
  const rules = violations.filter(({ from }) => from === file).map((violation) => violation.rule.name);
  if (rule === null) expect(rules).toEqual([]);
  else expect(rules).toContain(rule);
});
