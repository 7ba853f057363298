import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Logs } from "./logs.ts";
import { signalGroup, spawnGroup } from "./processes.ts";
import type { Env } from "./settings.ts";

/** What `next build` reads: folders, then single files. Nothing else can change its result. */
const INPUTS = [
  "app",
  "components",
  "inngest",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "proxy.ts",
  "tsconfig.json",
];

/** True when `.next` holds the build of exactly these sources. */
export function isWebBuilt(rootDir: string, env: Env): boolean {
  const stamp = stampPath(rootDir);
  return (
    existsSync(join(rootDir, ".next/BUILD_ID")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === hashWebSources(rootDir, env)
  );
}

/**
 * Runs `next build` unless its result is there already.
 * @throws {Error} the build failed, or `signal` stopped it.
 */
export async function buildWeb(options: { rootDir: string; env: Env; signal: AbortSignal; logs: Logs }): Promise<void> {
  const { rootDir, env, signal, logs } = options;
  if (isWebBuilt(rootDir, env)) return;
  const hash = hashWebSources(rootDir, env);
  rmSync(stampPath(rootDir), { force: true });
  logs.say("building the web app (only when its sources changed; about a minute)");
  const child = spawnGroup({
    command: process.execPath,
    args: [join(rootDir, "node_modules/next/dist/bin/next"), "build"],
    cwd: rootDir,
    env: { ...env, NODE_ENV: "production" },
  });
  logs.follow("build", [child.stdout, child.stderr]);
  const kill = () => child.pid && signalGroup(child.pid, "SIGKILL"); // a build has nothing to tidy up
  signal.addEventListener("abort", kill, { once: true });
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  signal.removeEventListener("abort", kill);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The web app does not build (exit ${code}). What it said: ${logs.pathOf("build")}`);
  writeFileSync(stampPath(rootDir), hash);
}

/** Over the paths and contents of all inputs, and the variables Next writes into the browser's code. */
export function hashWebSources(rootDir: string, env: Env): string {
  const hash = createHash("sha256");
  for (const path of INPUTS.flatMap((input) => filesBelow(rootDir, input)).sort()) {
    const content = readFileSync(join(rootDir, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  const inlined = Object.entries(env).filter(([key]) => key.startsWith("NEXT_PUBLIC_"));
  return hash.update(JSON.stringify(inlined.sort())).digest("hex");
}

function filesBelow(rootDir: string, path: string): string[] {
  const stats = statSync(join(rootDir, path), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(rootDir, path)).flatMap((entry) => filesBelow(rootDir, join(path, entry)));
}

function stampPath(rootDir: string): string {
  return join(rootDir, ".next/modomo-sources");
}
