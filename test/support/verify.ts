import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import pLimit from "p-limit";

/** `npm run verify`: everything that needs no database and no browser, in under a minute. */
const ROOMS = ["app", "components", "inngest", "lib", "gpu-worker/src", "local", "cli"].filter((room) =>
  existsSync(room),
);

/** Name, and commands run one after the other; the longest part first, so that it does not come last. */
const PARTS: [name: string, ...commands: [string, ...string[]][]][] = [
  ["unit tests", ["vitest", "run", "--config", "test/vitest.config.ts", "--project", "unit"]],
  ["types", ["next", "typegen"], ["tsc", "--noEmit"]],
  ["layers", ["depcruise", "--config", "test/dependency-cruiser.cjs", ...ROOMS]],
  ["unused code", ["knip", "--config", "test/knip.json"]],
  ["format and lint", ["biome", "check", "--error-on-warnings"]],
  ["paths in docs", [process.execPath, "test/support/check-docs.ts"]],
];

const limit = pLimit(availableParallelism());
const results = await Promise.all(PARTS.map(([name, ...commands]) => limit(() => runPart(name, commands))));
const failed = results.filter((isOk) => !isOk).length;
process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

async function runPart(name: string, commands: readonly [string, ...string[]][]): Promise<boolean> {
  const startedMs = Date.now();
  let output = "";
  let isOk = true;
  for (const [file, ...args] of commands) {
    if (!isOk) break;
    const result = await run(file, args);
    output += result.output;
    isOk = result.code === 0;
  }
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${isOk ? "ok    " : "FAILED"} ${seconds} s  ${name}\n${isOk ? "" : `${output}\n`}`);
  return isOk;
}

function run(file: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += String(chunk);
      });
    }
    child.once("error", (error) => resolve({ code: null, output: `${file}: ${error.message}\n` }));
    child.once("close", (code) => resolve({ code, output }));
  });
}
