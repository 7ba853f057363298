import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Downloads a package's tarball with the npm client (its registry, proxy and cache settings apply) into `folder`.
 * Nothing of the package is installed or run.
 * @param onWait Called every few seconds with the time so far.
 * @returns Path of the tarball.
 */
export async function npmPack(spec: string, folder: string, onWait: (elapsedMs: number) => void): Promise<string> {
  const startedAt = performance.now();
  const timer = setInterval(() => onWait(performance.now() - startedAt), 5_000);
  try {
    await runNpm(["pack", spec, "--pack-destination", folder, "--silent", "--ignore-scripts"], folder);
  } finally {
    clearInterval(timer);
  }
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
  if (!tarball) throw new Error(`npm pack ${spec} left no tarball in ${folder}`);
  return join(folder, tarball);
}

/** How to reach the registry; all other `npm_*` variables are settings of the npm we may be running inside of. */
const REACH = /^npm_config_(registry|cache|userconfig|globalconfig|ca|cafile|strict_ssl|.*proxy)$/;

function cleanEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (name.startsWith("npm_") && !REACH.test(name)) delete env[name];
  return env;
}

function runNpm(args: string[], cwd: string): Promise<void> {
  const cli = process.env.npm_execpath;
  const [command, commandArgs] = cli?.endsWith("npm-cli.js") ? [process.execPath, [cli, ...args]] : ["npm", args];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(command, commandArgs, { cwd, env: cleanEnvironment(), stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk).slice(-2_000);
  });
  child.on("error", (cause) => reject(new Error(`npm could not be started: ${cause.message}`, { cause })));
  child.on("close", (code) => {
    if (code === 0) resolve();
    else reject(new Error(`npm ${args[0]} ${args[1]} failed (exit ${code}). ${errors.trim()}`));
  });
  return promise;
}
