import { expect, test } from "vitest";
import type { EngineChoice } from "../../../local/stack/engine-choice.ts";
import type { Secrets } from "../../../local/stack/secrets.ts";
import { planStack } from "../../../local/stack/services.ts";
import { type Env, readSettings } from "../../../local/stack/settings.ts";

const SECRETS: Secrets = {
  supabasePublishableKey: "sb_publishable_x",
  supabaseSecretKey: "sb_secret_x",
  supabaseJwtSecret: "j".repeat(48),
  gpuWorkerToken: "token",
  adminEmail: "admin@modomo.local",
  adminPassword: "password",
  apiKey: `mdm_${"a".repeat(40)}`,
};
const EMBEDDED: EngineChoice = { kind: "embedded", reason: "test" };
const HOSTED = { SUPABASE_URL: "https://p.supabase.co", SUPABASE_PUBLISHABLE_KEY: "p", SUPABASE_SECRET_KEY: "s" };

function plan(
  env: Env,
  { engine = EMBEDDED, mode = "start" as "start" | "dev" }: { engine?: EngineChoice; mode?: "start" | "dev" } = {},
) {
  const settings = readSettings(env);
  const services = planStack({
    settings,
    secrets: SECRETS,
    engine: settings.isLocal.engine ? engine : null,
    mode,
    build: () => Promise.resolve(),
  });
  const find = (name: string) => {
    const service = services.services.find((each) => each.name === name);
    if (!service) throw new Error(`no service ${name}`);
    return service;
  };
  return { ...services, names: services.services.map(({ name }) => name), find };
}

test("with nothing set, everything runs here and each part gets the others' addresses", () => {
  const { names, find } = plan({});
  expect(names).toEqual(["gallery", "supabase", "gpu-worker", "web", "engine"]);
  expect(find("web").env).toMatchObject({
    SUPABASE_URL: "http://127.0.0.1:54321",
    SUPABASE_SECRET_KEY: "sb_secret_x",
    INNGEST_DEV: "http://127.0.0.1:8288",
    GPU_WORKER_URLS: "http://127.0.0.1:8790",
    GPU_WORKER_TOKEN: "token",
    MODOMO_DEFAULT_SOURCE: "gallery",
    MODOMO_GALLERY_URL: "http://127.0.0.1:8791",
    MODOMO_FETCH_PRIVATE_ORIGINS: "http://127.0.0.1:8791",
    MODOMO_RETRY_BASE_MS: "4000",
    NODE_ENV: "production",
  });
  expect(find("engine").env).toMatchObject({ MODOMO_ENGINE_APPS: "http://127.0.0.1:3000/api/inngest" });
  expect(find("gpu-worker").env).toMatchObject({ GPU_WORKER_STORAGE_ORIGIN: "http://127.0.0.1:54321" });
});

test("only Supabase and the web server get the keys that open the database", () => {
  const { services } = plan({ DATABASE_URL: "postgres://x" });
  const holders = services.filter(({ env }) => env.SUPABASE_SECRET_KEY || env.SUPABASE_JWT_SECRET || env.DATABASE_URL);
  expect(holders.map(({ name }) => name)).toEqual(["supabase", "web"]);
});

test("ports of the environment reach every child and every address", () => {
  const { find, addresses } = plan({ MODOMO_PORT: "4000", MODOMO_GALLERY_PORT: "4001" });
  expect(addresses).toMatchObject({ web: "http://127.0.0.1:4000", gallery: "http://127.0.0.1:4001" });
  expect(find("web").args).toEqual(expect.arrayContaining(["-p", "4000", "-H", "127.0.0.1"]));
  expect(find("supabase").env.MODOMO_PORT).toBe("4000");
  expect(find("web").env.MODOMO_FETCH_PRIVATE_ORIGINS).toBe("http://127.0.0.1:4001");
});

test("the user's values win over ours; empty ones do not count", () => {
  const { find, apiKey } = plan({ MODOMO_RETRY_BASE_MS: "60000", MODOMO_API_KEY: "mdm_mine", GPU_WORKER_URLS: "" });
  expect(find("web").env.MODOMO_RETRY_BASE_MS).toBe("60000");
  expect(apiKey).toBe("mdm_mine");
  expect(find("gpu-worker").healthUrl).toBe("http://127.0.0.1:8790/health");
});

test.each<{ name: string; env: Env; missing: string; seen: Env }>([
  {
    name: "SUPABASE_URL",
    env: HOSTED,
    missing: "supabase",
    seen: { SUPABASE_URL: "https://p.supabase.co", SUPABASE_SECRET_KEY: "s" },
  },
  {
    name: "GPU_WORKER_URLS",
    env: { GPU_WORKER_URLS: "http://gpu:1" },
    missing: "gpu-worker",
    seen: { GPU_WORKER_URLS: "http://gpu:1" },
  },
  {
    name: "INNGEST_BASE_URL",
    env: { INNGEST_BASE_URL: "http://inngest:1" },
    missing: "engine",
    seen: { INNGEST_BASE_URL: "http://inngest:1" },
  },
  {
    name: "INNGEST_DEV",
    env: { INNGEST_DEV: "http://inngest:1" },
    missing: "engine",
    seen: { INNGEST_DEV: "http://inngest:1" },
  },
])("$name set: that service runs elsewhere and the web server is pointed there", ({ env, missing, seen }) => {
  const { names, find } = plan(env);
  expect(["gallery", "supabase", "gpu-worker", "web", "engine"].filter((name) => !names.includes(name))).toEqual([
    missing,
  ]);
  expect(find("web").env).toMatchObject(seen);
  expect(find("web").env.INNGEST_DEV).toBe(
    "INNGEST_BASE_URL" in env ? undefined : (seen.INNGEST_DEV ?? "http://127.0.0.1:8288"),
  );
});

test("the official dev server gets our app's URL, keeps its data, and looks for no other apps", () => {
  const { find } = plan(
    { MODOMO_ENGINE_PORT: "9288" },
    { engine: { kind: "inngest", binary: "/opt/inngest", reason: "test" } },
  );
  expect(find("engine").command).toBe("/opt/inngest");
  expect(find("engine").args.join(" ")).toBe(
    "dev -u http://127.0.0.1:3000/api/inngest --no-discovery --persist --host 127.0.0.1 --port 9288",
  );
  expect(find("engine").cwd).toMatch(/\.modomo\/data\/inngest$/);
});

test("the web server's young generation is kept small", () => {
  expect(plan({}).find("web").args[0]).toBe("--max-semi-space-size=16");
});

test("dev mode runs the development server, without a build before it", () => {
  const { find } = plan({}, { mode: "dev" });
  expect(find("web").args).toContain("dev");
  expect(find("web").prepare).toBeUndefined();
  expect(find("web").env.NODE_ENV).toBe("development");
});

test("SUPABASE_URL without its keys is refused, naming them", () => {
  expect(() => readSettings({ SUPABASE_URL: "https://p.supabase.co" })).toThrow(
    /SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY/,
  );
});

test("a port that is no port is refused by name and without its value", () => {
  expect(() => readSettings({ MODOMO_PORT: "secret" })).toThrow(/MODOMO_PORT/);
  expect(() => readSettings({ MODOMO_PORT: "secret" })).not.toThrow(/"secret"/);
});
