import { createGpuClient, type GpuClient } from "@/lib/clients/gpu-worker";
import { createDb, type Db } from "@/lib/db/client";
import { type Env, getEnv } from "@/lib/env";
import { createSafeFetch, type SafeFetch } from "@/lib/http/safe-fetch";

export interface Deps {
  env: Env;
  db: Db;
  gpu: GpuClient;
  safeFetch: SafeFetch;
}

let cached: Deps | undefined;

/** The composition root: every outside service, made once a process. Tests make their own `Deps` instead. */
export function getDeps(): Deps {
  cached ??= createDeps(getEnv());
  return cached;
}

export function createDeps(env: Env): Deps {
  return {
    env,
    db: createDb({ url: env.SUPABASE_URL, key: env.SUPABASE_SECRET_KEY }),
    gpu: createGpuClient({ urls: env.GPU_WORKER_URLS, token: env.GPU_WORKER_TOKEN }),
    safeFetch: createSafeFetch({ userAgent: env.MODOMO_USER_AGENT, privateOrigins: env.MODOMO_FETCH_PRIVATE_ORIGINS }),
  };
}
