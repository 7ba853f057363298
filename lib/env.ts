import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

const days = z.coerce.number().int().min(1).max(36_500);
const perMinute = z.coerce.number().int().min(1).max(1_000_000);

const envSchema = z.object({
  SUPABASE_URL: z.url(),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().min(1),
  GPU_WORKER_URLS: list.pipe(z.array(z.url()).min(1)),
  GPU_WORKER_TOKEN: z.string().min(16),
  /** Exact origins that safe fetch may reach although their addresses are private. */
  MODOMO_FETCH_PRIVATE_ORIGINS: list.pipe(z.array(z.url())),
  /** Where the sample gallery runs; without it that source is not offered. */
  MODOMO_GALLERY_URL: z.url().optional(),
  MODOMO_DEFAULT_SOURCE: z.string().default("gallery"),
  /** Stand-ins for the real sites, as `houzz=http://127.0.0.1:9001,commons=…`; a source not named is the real one. */
  MODOMO_SOURCE_ORIGINS: list
    .pipe(z.array(z.stringFormat("source=address", /^[a-z_]+=https?:\/\/\S+$/)))
    .transform(
      (pairs): Record<string, string> =>
        Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)])),
    ),
  /** A Chromium for pages whose pictures only scripts bring; without one the usual places are looked at. */
  MODOMO_CHROMIUM_PATH: z.string().min(1).optional(),
  /** How the fetcher introduces itself; name a way to reach you. */
  MODOMO_USER_AGENT: z.string().min(3).default("Modomo/0.1 (dataset collector)"),
  /** Least time between two requests to one host; a longer Crawl-delay of the host wins. */
  MODOMO_CRAWL_DELAY_MS: z.coerce.number().int().min(0).default(1_000),
  /** Where datasets are looked up and read; the second one answers previews and rows. */
  MODOMO_HF_HUB_URL: z.url().default("https://huggingface.co"),
  MODOMO_HF_VIEWER_URL: z.url().default("https://datasets-server.huggingface.co"),
  /** For gated and private datasets; goes to the two hosts above and no other. */
  HF_TOKEN: z.string().min(1).optional(),
  /** First wait of the exponential backoff; doubles with every attempt. */
  MODOMO_RETRY_BASE_MS: z.coerce.number().int().min(100).default(60_000),
  /** How often a call that takes too long is made in all; the queue's own tries are the upper bound. */
  MODOMO_TIMEOUT_TRIES: z.coerce.number().int().min(1).max(20).default(3),
  /** After how many failures of its own making an item is left out of bulk replays. */
  MODOMO_POISON_TRIES: z.coerce.number().int().min(1).max(20).default(3),
  /** Days that items and chunks of ended jobs, their runs and logs, failures, and audit entries are kept. */
  MODOMO_KEEP_ITEMS_DAYS: days.default(90),
  MODOMO_KEEP_RUNS_DAYS: days.default(30),
  MODOMO_KEEP_FAILURES_DAYS: days.default(180),
  MODOMO_KEEP_AUDIT_DAYS: days.default(365),
  /** Where people reach the dashboard, for links in alerts. */
  MODOMO_PUBLIC_URL: z.url().optional(),
  /** The mail server for alerts, as `smtps://user:password@mail.example.org`; without it no mail is sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MODOMO_MAIL_FROM: z.string().min(3).default("Modomo <modomo@localhost>"),
  /** How long a chunk may sit queued before its event is sent again. */
  MODOMO_STUCK_QUEUED_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(5 * 60_000),
  /** How long a chunk may run before it is taken to be lost. */
  MODOMO_STUCK_RUNNING_MS: z.coerce
    .number()
    .int()
    .min(10_000)
    .default(60 * 60_000),
  /** Proxies of ours that every request passes, each adding to `X-Forwarded-For`. */
  MODOMO_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Requests a minute from one address, by one person, and with a key that has no limit of its own. */
  MODOMO_RATE_ADDRESS_PER_MINUTE: perMinute.default(6_000),
  MODOMO_RATE_PERSON_PER_MINUTE: perMinute.default(1_200),
  MODOMO_RATE_KEY_PER_MINUTE: perMinute.default(1_200),
});

/** Every variable the app reads here, set or not. */
export const ENV_NAMES = Object.keys(envSchema.shape);

export type Env = z.infer<typeof envSchema>;

/** Fails with every variable that is missing or malformed, by name. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(present);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
  const lines = errors.map(({ field, message }) => `  ${field}: ${message}`).join("\n");
  throw new InvalidInputError(
    `The environment is incomplete:\n${lines}\nSee .env.example; \`npm start\` sets all of it for this machine.`,
    errors,
  );
}

let cached: Env | undefined;

export function getEnv(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Whether a variable has a value of its own rather than the default. */
export const isSetInEnvironment = (name: string): boolean => Boolean(process.env[name]);

const queueLimitsSchema = list
  .pipe(z.array(z.stringFormat("queue=limit", /^[a-z_]+=[1-9]\d{0,3}$/)))
  .transform((pairs) => Object.fromEntries(pairs.map((pair) => pair.split("="))))
  .pipe(z.record(z.string(), z.coerce.number()));

/**
 * Limits that replace those of the queue table, from `MODOMO_QUEUE_LIMITS`, e.g. `detection=2,scraping=1`. Apart from the rest,
 * since functions are declared when modules load, which `next build` does without an environment.
 */
export function queueLimitOverrides(
  variables: Record<string, string | undefined> = process.env,
): Record<string, number> {
  const parsed = queueLimitsSchema.safeParse(variables.MODOMO_QUEUE_LIMITS);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    "MODOMO_QUEUE_LIMITS must look like `detection=2,scraping=1`, with limits from 1 to 9999.",
  );
}

export const logLevel = (): string => process.env.MODOMO_LOG_LEVEL || "info";
