import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { createClient, sleep, startApp, until } from "../../support/engine/harness.ts";

const MAIN = fileURLToPath(new URL("../../../local/engine/main.ts", import.meta.url));
const children: ChildProcess[] = [];
const dirs: string[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

function spawnMain(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  children.push(child);
  const lines: { msg?: string; url?: string }[] = [];
  let errors = "";
  createInterface(child.stdout).on("line", (line) => void lines.push(JSON.parse(line)));
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return { child, lines, errors: () => errors };
}

function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "modomo-engine-"));
  dirs.push(dir);
  return dir;
}

test("it serves, logs JSON lines, and stops cleanly in under two seconds with a call under way", async () => {
  const { child, lines } = spawnMain(["--port", "0"], { MODOMO_ENGINE_DIR: temporaryDir() });
  const { url = "" } = await until("the engine", () => lines.find(({ msg }) => msg === "engine is serving"));
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 200, message: "OK" });
  const client = createClient(url);
  let isBusy = false;
  const slow = client.createFunction({ id: "slow", triggers: [{ event: "e" }] }, async ({ step }) =>
    step.run("long", async () => {
      isBusy = true;
      await sleep(5_000);
    }),
  );
  const app = await startApp({ client, functions: [slow] });
  await client.send({ name: "e" });
  await until("the call", () => isBusy);
  const askedAt = Date.now();
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  expect(Date.now() - askedAt).toBeLessThan(2_000);
  await app.close();
});

test("what it cannot start with is said in plain words, with exit code 2", async () => {
  const { child, errors } = spawnMain(["--host", "0.0.0.0", "--port", "99999"], { MODOMO_ENGINE_DIR: temporaryDir() });
  const [code] = await once(child, "exit");
  expect(code).toBe(2);
  expect(errors()).toContain("needs an event key and a signing key");
  expect(errors()).toContain("port");
});

test("a port that is taken ends it with the reason", async () => {
  const first = spawnMain(["--port", "0", "--data", temporaryDir()]);
  const { url = "" } = await until("the engine", () => first.lines.find(({ msg }) => msg === "engine is serving"));
  const second = spawnMain(["--port", new URL(url).port, "--data", temporaryDir()]);
  const [code] = await once(second.child, "exit");
  expect(code).toBe(1);
  expect(JSON.stringify(second.lines)).toMatch(/Port \d+ is taken/);
});
