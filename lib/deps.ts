import { type AlertSender, createAlertSender } from "@/lib/alerts/alert-sender";
import { createGpuClient, type GpuClient } from "@/lib/clients/gpu-worker";
import { createHuggingFace, type HuggingFace } from "@/lib/clients/hugging-face";
import { createDb, type Db } from "@/lib/db/client";
import { type Env, getEnv } from "@/lib/env";
import { createSafeFetch, type SafeFetch } from "@/lib/http/safe-fetch";

export interface Deps {
  env: Env;
  db: Db;
  gpu: GpuClient;
  hub: HuggingFace;
  safeFetch: SafeFetch;
  alertSender: AlertSender;
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
    hub: createHuggingFace({
      hubUrl: env.MODOMO_HF_HUB_URL,
      viewerUrl: env.MODOMO_HF_VIEWER_URL,
      token: env.HF_TOKEN,
      userAgent: env.MODOMO_USER_AGENT,
      privateOrigins: env.MODOMO_FETCH_PRIVATE_ORIGINS,
    }),
    safeFetch: createSafeFetch({ userAgent: env.MODOMO_USER_AGENT, privateOrigins: env.MODOMO_FETCH_PRIVATE_ORIGINS }),
    alertSender: createAlertSender(env),
  };
}
