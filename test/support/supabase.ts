import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateSupabaseKeys } from "../../local/supabase/keys.ts";

const MAIN = fileURLToPath(new URL("../../local/supabase/main.ts", import.meta.url));
const READY_MAX_MS = 120_000;

export type SupabaseOptions = {
  /** Folder of SQL migrations instead of the product's. */
  migrationsDir?: string;
  /** A real PostgreSQL instead of the embedded database. */
  databaseUrl?: string;
  /** More environment, or other values for what is set here. */
  env?: Record<string, string>;
};

/** How to reach a running server: plain data, so it can cross processes. */
export type SupabaseAccess = {
  url: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  adminEmail: string;
  adminPassword: string;
  apiKey: string;
  dataDir: string;
  /** For a Postgres client, as superuser. */
  databaseUrl: string;
  studioUrl: string | null;
};

export type SupabaseInstance = SupabaseAccess & {
  pid(): number;
  /** Everything the process has written since it was first started. */
  output(): string;
  /** Ends it cleanly and deletes its folder. */
  stop(): Promise<void>;
  /** Kills it without warning; its folder stays. */
  kill9(): Promise<void>;
  /** Starts it again, after ending it if it runs, on the same port, keys and folder. */
  restart(): Promise<void>;
};

type Env = Record<string, string | undefined>;
type Ready = { port: number; studioPort: number | null; wirePort: number | null };

/** Starts the real server as its own process on a free port with a folder of its own; ready when this resolves. */
export async function startSupabase(options: SupabaseOptions = {}): Promise<SupabaseInstance> {
  const keys = generateSupabaseKeys();
  const dataDir = mkdtempSync(join(tmpdir(), "modomo-supabase-"));
  const adminEmail = "admin@example.com";
  const adminPassword = randomBytes(12).toString("base64url");
  const apiKey = `mdm_${randomBytes(24).toString("base64url")}`;
  const env = {
    ...withoutProductEnv(process.env),
    SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
    SUPABASE_SECRET_KEY: keys.secretKey,
    SUPABASE_JWT_SECRET: keys.jwtSecret,
    MODOMO_DATA_DIR: dataDir,
    MODOMO_SUPABASE_PORT: "0",
    MODOMO_STUDIO_PORT: "0",
    MODOMO_SUPABASE_WIRE_PORT: "0",
    MODOMO_ADMIN_EMAIL: adminEmail,
    MODOMO_ADMIN_PASSWORD: adminPassword,
    MODOMO_API_KEY: apiKey,
    ...(options.migrationsDir ? { MODOMO_MIGRATIONS_DIR: options.migrationsDir } : {}),
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    ...options.env,
  };
  const log: string[] = [];
  let running = await launch(env, log);
  const { port, studioPort, wirePort } = running.ready;
  // A restart must come back where clients look for it.
  const fixedPorts = {
    MODOMO_SUPABASE_PORT: String(port),
    MODOMO_SUPABASE_WIRE_PORT: String(wirePort ?? 0),
    MODOMO_STUDIO_PORT: String(studioPort ?? 0),
  };

  return {
    url: `http://127.0.0.1:${port}`,
    ...keys,
    adminEmail,
    adminPassword,
    apiKey,
    dataDir,
    databaseUrl: options.databaseUrl ?? `postgres://postgres:postgres@127.0.0.1:${wirePort}/postgres?sslmode=disable`,
    studioUrl: studioPort === null ? null : `http://127.0.0.1:${studioPort}`,
    pid: () => running.child.pid ?? Number.NaN,
    output: () => log.join(""),
    stop: async () => {
      await end(running.child, "SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
    kill9: () => end(running.child, "SIGKILL"),
    restart: async () => {
      await end(running.child, "SIGTERM");
      running = await launch({ ...env, ...fixedPorts }, log);
    },
  };
}

/** What the caller's shell has set for the product must not leak into a test. */
function withoutProductEnv(env: NodeJS.ProcessEnv): Env {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(MODOMO_|SUPABASE_|DATABASE_URL$|NODE_OPTIONS$|VITEST)/.test(name)),
  );
}

function launch(env: Env, log: string[]): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn(process.execPath, [MAIN], { env: env as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"] });
  const { promise, resolve, reject } = Promise.withResolvers<{ child: ChildProcess; ready: Ready }>();
  const fail = (why: string): void => reject(new Error(`The Supabase server ${why}:\n${log.join("")}`));
  const timer = setTimeout(() => {
    child.kill("SIGKILL");
    fail(`was not ready after ${READY_MAX_MS / 1000} s`);
  }, READY_MAX_MS);
  let line = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    log.push(text);
    line += text;
    const lines = line.split("\n");
    line = lines.pop() ?? "";
    const ready = lines.find((each) => each.includes('"supabase ready"'));
    if (ready) resolve({ child, ready: JSON.parse(ready) as Ready });
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => log.push(text));
  child.once("close", (code) => fail(`ended with code ${code} before it was ready`));
  return promise.finally(() => clearTimeout(timer));
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("close", () => resolve());
    child.kill(signal);
  });
}
