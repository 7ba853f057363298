import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface RunningStack {
  url: string;
  email: string;
  password: string;
  stop: () => Promise<void>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START_TIMEOUT_MS = 170_000; // a first start builds the web app

/**
 * The stack the browser tests look at: the one of `MODOMO_E2E_URL` (with `MODOMO_E2E_EMAIL` and `MODOMO_E2E_PASSWORD`), else
 * one of its own on free ports with an empty data folder.
 */
export async function openStack(): Promise<RunningStack> {
  const { MODOMO_E2E_URL: url, MODOMO_E2E_EMAIL: email, MODOMO_E2E_PASSWORD: password } = process.env;
  if (!url) return startStack();
  if (!email || !password) throw new Error("MODOMO_E2E_URL needs MODOMO_E2E_EMAIL and MODOMO_E2E_PASSWORD beside it.");
  return { url: url.replace(/\/$/, ""), email, password, stop: async () => undefined };
}

async function startStack(): Promise<RunningStack> {
  const dataDir = mkdtempSync(join(tmpdir(), "modomo-e2e-"));
  const [web, supabase, engine, gpu, gallery] = await Promise.all(Array.from({ length: 5 }, freePort));
  const admin = { email: "admin@example.com", password: "a password of the browser tests" };
  const child = spawn(process.execPath, ["local/stack.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      MODOMO_DATA_DIR: dataDir,
      MODOMO_PORT: String(web),
      MODOMO_SUPABASE_PORT: String(supabase),
      MODOMO_ENGINE_PORT: String(engine),
      MODOMO_GPU_PORT: String(gpu),
      MODOMO_GALLERY_PORT: String(gallery),
      MODOMO_ADMIN_EMAIL: admin.email,
      MODOMO_ADMIN_PASSWORD: admin.password,
    },
  });
  const stop = async () => {
    await ended(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${web}`, ...admin, stop };
}

/** Resolves when the stack says so. @throws {Error} with everything it said, when it ends or takes too long. */
function untilReady(child: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`The stack ${reason}. It said:\n${said}`));
    const timer = setTimeout(() => fail(`was not ready after ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        said += String(chunk);
        if (!said.includes("Modomo is ready")) return;
        clearTimeout(timer);
        resolve();
      });
    }
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}

/** Asks it to stop and waits until it has: its children go before it does. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === "string") throw new Error("a TCP server has no port");
  return address.port;
}
