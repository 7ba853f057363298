import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const repoRoot = fileURLToPath(new URL("../..", import.meta.url));

const envSchema = z.object({
  SUPABASE_PUBLISHABLE_KEY: z.string().startsWith("sb_publishable_"),
  SUPABASE_SECRET_KEY: z.string().startsWith("sb_secret_"),
  SUPABASE_JWT_SECRET: z.string().min(32),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  MODOMO_DATA_DIR: z.string().min(1).default(".modomo/data"),
  MODOMO_SUPABASE_PORT: port.default(54321),
  MODOMO_PORT: port.default(3000),
  MODOMO_MIGRATIONS_DIR: z.string().min(1).default("supabase/migrations"),
  MODOMO_ADMIN_EMAIL: z.email().optional(),
  MODOMO_ADMIN_PASSWORD: z.string().min(6).optional(),
  MODOMO_API_KEY: z.string().min(20).optional(),
  MODOMO_BUCKETS: z.string().default("images,thumbnails,uploads"),
  MODOMO_STUDIO: flag.default(false),
  MODOMO_STUDIO_PORT: port.default(54323),
  MODOMO_SUPABASE_WIRE_PORT: port.optional(),
  MODOMO_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export type SupabaseConfig = {
  keys: { publishableKey: string; secretKey: string; jwtSecret: string };
  /** postgres:// URL of a real server, or null for the embedded PGlite. */
  databaseUrl: string | null;
  /** Holds `pgdata/` (PGlite only), `storage/` and the lock. */
  dataDir: string;
  port: number;
  siteUrl: string;
  migrationsDir: string;
  admin: { email: string; password: string } | null;
  apiKey: string | null;
  buckets: string[];
  /** Port of the database browser, null when it is off. */
  studioPort: number | null;
  /** Port where PGlite speaks the Postgres wire protocol, null when it does not. For tests and type generation only. */
  wirePort: number | null;
  logLevel: string;
};

export class ConfigError extends Error {
  override name = "ConfigError";
}

/** @throws {ConfigError} names every variable that is missing or wrong, never its value. */
export function readConfig(env: NodeJS.ProcessEnv): SupabaseConfig {
  const withoutBlanks = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(withoutBlanks);
  if (!parsed.success) throw new ConfigError(describe(parsed.error));
  const vars = parsed.data;
  const { MODOMO_ADMIN_EMAIL: email, MODOMO_ADMIN_PASSWORD: password } = vars;
  return {
    keys: {
      publishableKey: vars.SUPABASE_PUBLISHABLE_KEY,
      secretKey: vars.SUPABASE_SECRET_KEY,
      jwtSecret: vars.SUPABASE_JWT_SECRET,
    },
    databaseUrl: vars.DATABASE_URL ?? null,
    dataDir: resolve(repoRoot, vars.MODOMO_DATA_DIR, "supabase"),
    port: vars.MODOMO_SUPABASE_PORT,
    siteUrl: `http://127.0.0.1:${vars.MODOMO_PORT}`,
    migrationsDir: resolve(repoRoot, vars.MODOMO_MIGRATIONS_DIR),
    admin: email && password ? { email, password } : null,
    apiKey: vars.MODOMO_API_KEY ?? null,
    buckets: vars.MODOMO_BUCKETS.split(",")
      .map((name) => name.trim())
      .filter(Boolean),
    studioPort: vars.MODOMO_STUDIO ? vars.MODOMO_STUDIO_PORT : null,
    wirePort: vars.MODOMO_SUPABASE_WIRE_PORT ?? null,
    logLevel: vars.MODOMO_LOG_LEVEL,
  };
}

function describe(error: z.ZodError): string {
  const problems = error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  return [
    "The local Supabase server cannot start: its environment is incomplete or wrong.",
    ...problems,
    "`npm start` makes and passes these values; generateSupabaseKeys() in local/supabase/keys.ts makes new keys.",
  ].join("\n");
}
