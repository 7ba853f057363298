import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { installModels } from "../../../gpu-worker/src/models/install.ts";
import { until } from "../../support/engine/harness.ts";

const DOCKERFILE = readFileSync("gpu-worker/Dockerfile", "utf8");
const LAST_STAGE = DOCKERFILE.slice(DOCKERFILE.lastIndexOf("FROM "));

/** What the last stage copies from the repository, as [from, to]. */
const copies = [...LAST_STAGE.matchAll(/^COPY (?!--from)(\S+) (\S+)$/gm)].map(([, from = "", to = ""]) => [from, to]);

test("the files the gpu-worker's image has are enough for its command", async () => {
  const folder = mkdtempSync(join(tmpdir(), "modomo-image-"));
  const port = await freePort();
  const cacheDir = resolve(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
  await installModels(cacheDir, () => undefined);
  for (const [from = "", to = ""] of copies) {
    const target = to.endsWith("/") ? join(folder, to, from) : join(folder, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const [, command = "[]"] = /^CMD (.*)$/m.exec(LAST_STAGE) ?? [];
  const [, ...args] = JSON.parse(command) as string[];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      GPU_WORKER_TOKEN: "token-of-the-image-test",
      MODOMO_GPU_PORT: String(port),
      MODOMO_CACHE_DIR: cacheDir,
      MODOMO_LOG_LEVEL: "error",
    },
    stdio: "inherit",
  });
  try {
    const [, path = ""] = /127\.0\.0\.1:8790(\/[\w/]+)'/.exec(LAST_STAGE) ?? [];
    const isHealthy = () =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        ({ ok }) => ok,
        () => false,
      );
    expect(await until("the worker to be healthy", isHealthy, 100_000)).toBe(true);
    expect(existsSync(join(folder, "app"))).toBe(false);
  } finally {
    child.kill();
    await new Promise((ended) => (child.exitCode === null ? child.once("exit", ended) : ended(null)));
    rmSync(folder, { recursive: true, force: true });
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
