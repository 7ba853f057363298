import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const text = z.string().min(1).optional();

const envSchema = z.object({
  MODOMO_DATA_DIR: z.string().min(1).default(".modomo/data"),
  MODOMO_CACHE_DIR: z.string().min(1).default(".modomo/cache"),
  MODOMO_PORT: port(3000),
  MODOMO_SUPABASE_PORT: port(54321),
  MODOMO_ENGINE_PORT: port(8288),
  MODOMO_GPU_PORT: port(8790),
  MODOMO_GALLERY_PORT: port(8791),
  SUPABASE_URL: text,
  SUPABASE_PUBLISHABLE_KEY: text,
  SUPABASE_SECRET_KEY: text,
  GPU_WORKER_URLS: text,
  INNGEST_BASE_URL: text,
  INNGEST_DEV: text,
});

/** Like `process.env`, without the variables Next's types insist on. */
export type Env = Readonly<Record<string, string | undefined>>;

export const ROOT_DIR = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

export interface StackSettings {
  rootDir: string;
  dataDir: string;
  cacheDir: string;
  ports: { web: number; supabase: number; engine: number; gpuWorker: number; gallery: number };
  /** False where the environment names a service that runs elsewhere: then none is started here. */
  isLocal: { supabase: boolean; gpuWorker: boolean; engine: boolean };
  /** The user's environment, empty values left out. It wins over every default of ours. */
  env: Env;
}

/** @throws {Error} names every variable that is missing or wrong, never its value. */
export function readSettings(rawEnv: Env): StackSettings {
  const env = Object.fromEntries(Object.entries(rawEnv).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(["The environment (or .env) has values the local stack cannot use:", ...problems].join("\n"));
  }
  const vars = parsed.data;
  if (vars.SUPABASE_URL && !(vars.SUPABASE_PUBLISHABLE_KEY && vars.SUPABASE_SECRET_KEY)) {
    throw new Error(
      "SUPABASE_URL is set, so no local Supabase is started; then SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY of " +
        "that project must be set too. Unset SUPABASE_URL to use the local one.",
    );
  }
  return {
    rootDir: ROOT_DIR,
    dataDir: resolve(ROOT_DIR, vars.MODOMO_DATA_DIR),
    cacheDir: resolve(ROOT_DIR, vars.MODOMO_CACHE_DIR),
    ports: {
      web: vars.MODOMO_PORT,
      supabase: vars.MODOMO_SUPABASE_PORT,
      engine: vars.MODOMO_ENGINE_PORT,
      gpuWorker: vars.MODOMO_GPU_PORT,
      gallery: vars.MODOMO_GALLERY_PORT,
    },
    isLocal: {
      supabase: !vars.SUPABASE_URL,
      gpuWorker: !vars.GPU_WORKER_URLS,
      engine: !vars.INNGEST_BASE_URL && !vars.INNGEST_DEV,
    },
    env,
  };
}
