import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { DEFAULT_ALLOWED_LICENCES } from "./models/registry.ts";

const commaList = z.string().transform((text) => text.split(",").flatMap((item) => item.trim() || []));

const originSchema = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text, "must be an origin alone, such as https://example.supabase.co");

const envSchema = z.object({
  GPU_WORKER_TOKEN: z.string().min(16, "must be a secret of at least 16 characters, shared with the web application"),
  GPU_WORKER_STORAGE_ORIGIN: originSchema.optional(),
  GPU_WORKER_HOST: z.string().default("127.0.0.1"),
  MODOMO_GPU_PORT: z.coerce.number().int().min(0).max(65_535).default(8790),
  GPU_WORKER_NAME: z.string().min(1).optional(),
  GPU_WORKER_THREADS: z.coerce.number().int().min(1).max(64).default(2),
  GPU_WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(8).default(2),
  MODOMO_GPU_RECYCLE_IMAGES: z.coerce.number().int().min(1).default(2000),
  MODOMO_GPU_RECYCLE_MIB: z.coerce.number().int().min(256).default(1024),
  MODOMO_CACHE_DIR: z.string().default(".modomo/cache"),
  MODELS_ALLOWED_LICENCES: commaList.default([...DEFAULT_ALLOWED_LICENCES]),
  MODOMO_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** The worker's settings, read once at start. */
export interface WorkerEnv {
  readonly token: string;
  /** The one origin image URLs may have; null refuses every URL. */
  readonly storageOrigin: string | null;
  readonly host: string;
  readonly port: number;
  readonly name: string;
  /** Threads one model run may use. */
  readonly threads: number;
  /** Images worked on at once. */
  readonly concurrency: number;
  /** The inference process is replaced after so many images, or once it holds so much memory. */
  readonly recycle: { readonly images: number; readonly mib: number };
  readonly modelsDir: string;
  readonly allowedLicences: readonly string[];
  readonly logLevel: string;
}

/** @throws {Error} one line a variable that is missing or wrong. */
export function parseEnv(variables: Record<string, string | undefined>): WorkerEnv {
  const parsed = envSchema.safeParse(variables);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The gpu-worker cannot start with these settings:\n${lines.join("\n")}`);
  }
  const env = parsed.data;
  return {
    token: env.GPU_WORKER_TOKEN,
    storageOrigin: env.GPU_WORKER_STORAGE_ORIGIN ?? null,
    host: env.GPU_WORKER_HOST,
    port: env.MODOMO_GPU_PORT,
    name: env.GPU_WORKER_NAME ?? `${hostname()}:${env.MODOMO_GPU_PORT}`,
    threads: env.GPU_WORKER_THREADS,
    concurrency: env.GPU_WORKER_CONCURRENCY,
    recycle: { images: env.MODOMO_GPU_RECYCLE_IMAGES, mib: env.MODOMO_GPU_RECYCLE_MIB },
    modelsDir: resolve(join(env.MODOMO_CACHE_DIR, "models")),
    allowedLicences: env.MODELS_ALLOWED_LICENCES,
    logLevel: env.MODOMO_LOG_LEVEL,
  };
}
