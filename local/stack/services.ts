import { join } from "node:path";
import type { EngineChoice } from "./engine-choice.ts";
import type { Secrets } from "./secrets.ts";
import type { Env, StackSettings } from "./settings.ts";
import type { ServiceSpec } from "./supervise.ts";

export type StackMode = "start" | "dev";
export interface Addresses {
  web: string;
  supabase: string;
  engine: string;
  gpuWorker: string;
  gallery: string;
}

/** Everything the children and the demo need to know, after the user's environment has had its say. */
export interface StackPlan {
  services: ServiceSpec[];
  addresses: Addresses;
  admin: { email: string; password: string };
  apiKey: string;
}

/**
 * The services of one stack. They stop in reverse order: first the engine, so that it sends no work to a web server that
 * is going away, then what the web server needs.
 */
export function planStack(options: {
  settings: StackSettings;
  secrets: Secrets;
  engine: EngineChoice | null;
  mode: StackMode;
  /** Makes the web server's production build. */
  build: (signal: AbortSignal) => Promise<void>;
}): StackPlan {
  const { settings, secrets, engine, mode, build } = options;
  const { rootDir, isLocal, ports } = settings;
  const addresses = addressesOf(settings);
  const env = fullEnv(settings, secrets, addresses);
  const { hostname } = new URL(addresses.web);
  const node = (entry: string, ...args: string[]) => nodeWith([], entry, ...args);
  const nodeWith = (flags: string[], entry: string, ...args: string[]) => ({
    command: process.execPath,
    args: [...flags, join(rootDir, entry), ...args],
    cwd: rootDir,
    env: withoutSecrets(env),
  });
  const at = (name: string, port: number, portEnv: string, health = "/health") => ({
    name,
    port,
    portEnv,
    healthUrl: `http://${hostname}:${port}${health}`,
  });
  const next = mode === "dev" ? "dev" : "start";

  const services: (ServiceSpec | false)[] = [
    { ...at("gallery", ports.gallery, "MODOMO_GALLERY_PORT"), ...node("local/gallery/main.ts") },
    isLocal.supabase && {
      ...at("supabase", ports.supabase, "MODOMO_SUPABASE_PORT"),
      ...node("local/supabase/main.ts"),
      env,
    },
    isLocal.gpuWorker && { ...at("gpu-worker", ports.gpuWorker, "MODOMO_GPU_PORT"), ...node("gpu-worker/src/main.ts") },
    {
      ...at("web", ports.web, "MODOMO_PORT", "/api/health"),
      ...nodeWith(WEB_FLAGS, "node_modules/next/dist/bin/next", next, "-p", String(ports.web), "-H", hostname),
      env: { ...env, NODE_ENV: mode === "dev" ? "development" : "production" },
      ...(mode === "start" && { prepare: build }),
      waitsFor: ["gallery", "supabase", "gpu-worker", "engine"],
    },
    engine !== null && {
      ...at("engine", ports.engine, "MODOMO_ENGINE_PORT"),
      ...node("local/engine/main.ts"),
      ...(engine.kind === "inngest" && inngestCommand(engine.binary, { settings, addresses })),
    },
  ];
  return {
    services: services.filter((service) => service !== false),
    addresses,
    admin: { email: env.MODOMO_ADMIN_EMAIL ?? "", password: env.MODOMO_ADMIN_PASSWORD ?? "" },
    apiKey: env.MODOMO_API_KEY ?? "",
  };
}

/** A large import makes much that is soon gone: a young generation that may not grow keeps the process some 100 MB smaller. */
const WEB_FLAGS = ["--max-semi-space-size=16"];

/** `--persist` writes below the working directory, so the server runs in the data folder. */
function inngestCommand(binary: string, { settings, addresses }: { settings: StackSettings; addresses: Addresses }) {
  const { hostname, port } = new URL(addresses.engine);
  const app = ["-u", `${addresses.web}/api/inngest`, "--no-discovery"];
  const args = ["dev", ...app, "--persist", "--host", hostname, "--port", port];
  return { command: binary, args, cwd: join(settings.dataDir, "inngest") };
}

/** Only `supabase` and `web` need the keys that open the whole database. */
function withoutSecrets(env: Env): Env {
  const {
    SUPABASE_SECRET_KEY: _key,
    SUPABASE_JWT_SECRET: _jwt,
    DATABASE_URL: _database,
    MODOMO_ADMIN_PASSWORD: _password,
    MODOMO_API_KEY: _apiKey,
    ...rest
  } = env;
  return rest;
}

function addressesOf({ env, ports, isLocal }: StackSettings): Addresses {
  const loopback = (port: number) => `http://127.0.0.1:${port}`;
  return {
    web: loopback(ports.web),
    supabase: env.SUPABASE_URL ?? loopback(ports.supabase),
    engine: env.INNGEST_BASE_URL ?? (isLocal.engine ? loopback(ports.engine) : (env.INNGEST_DEV ?? "")),
    gpuWorker: env.GPU_WORKER_URLS ?? loopback(ports.gpuWorker),
    gallery: env.MODOMO_GALLERY_URL ?? loopback(ports.gallery),
  };
}

/** Our values for one machine, with the user's laid over them. */
function fullEnv(settings: StackSettings, secrets: Secrets, addresses: Addresses): Env {
  const { dataDir, cacheDir, ports, isLocal, env } = settings;
  const engineUrl = `http://127.0.0.1:${ports.engine}`;
  return {
    SUPABASE_URL: addresses.supabase,
    SUPABASE_PUBLISHABLE_KEY: secrets.supabasePublishableKey,
    SUPABASE_SECRET_KEY: secrets.supabaseSecretKey,
    SUPABASE_JWT_SECRET: secrets.supabaseJwtSecret,
    MODOMO_ADMIN_EMAIL: secrets.adminEmail,
    MODOMO_ADMIN_PASSWORD: secrets.adminPassword,
    MODOMO_API_KEY: secrets.apiKey,
    ...(isLocal.engine ? { INNGEST_DEV: engineUrl } : {}),
    MODOMO_ENGINE_APPS: `${addresses.web}/api/inngest`,
    MODOMO_ENGINE_DIR: join(dataDir, "engine"),
    GPU_WORKER_URLS: addresses.gpuWorker,
    GPU_WORKER_TOKEN: secrets.gpuWorkerToken,
    GPU_WORKER_STORAGE_ORIGIN: new URL(addresses.supabase).origin,
    MODOMO_GALLERY_URL: addresses.gallery,
    MODOMO_DEFAULT_SOURCE: "gallery",
    MODOMO_HF_HUB_URL: `${addresses.gallery}/hub`,
    MODOMO_HF_VIEWER_URL: `${addresses.gallery}/viewer`,
    MODOMO_FETCH_PRIVATE_ORIGINS: new URL(addresses.gallery).origin,
    MODOMO_RETRY_BASE_MS: "4000",
    ...env,
    // Every child agrees on folders and ports, also where the user gave a relative path or left them out.
    MODOMO_DATA_DIR: dataDir,
    MODOMO_CACHE_DIR: cacheDir,
    MODOMO_PORT: String(ports.web),
    MODOMO_SUPABASE_PORT: String(ports.supabase),
    MODOMO_ENGINE_PORT: String(ports.engine),
    MODOMO_GPU_PORT: String(ports.gpuWorker),
    MODOMO_GALLERY_PORT: String(ports.gallery),
  };
}
