import { parseArgs } from "node:util";
import { z } from "zod";

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);
const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high);

const schema = z
  .object({
    port: whole(0, 65_535).default(8288),
    host: z.string().default("127.0.0.1"),
    dir: z.string().min(1).default(".modomo/data/engine"),
    apps: list.pipe(z.array(z.url())).default([]),
    retryIntervalMs: whole(1, 86_400_000).optional(),
    pollIntervalMs: whole(100, 3_600_000).default(5_000),
    unreachableLimitMs: whole(0, 86_400_000).default(600_000),
    callLimitMs: whole(1, 86_400_000).default(7_200_000),
    maxInFlight: whole(1, 10_000).default(128),
    eventKeys: list.default([]),
    signingKey: z.string().min(1).optional(),
    signingKeyFallback: z.string().min(1).optional(),
    sync: z.enum(["normal", "full"]).default("normal"),
    keepRuns: whole(0, 100_000_000).default(100_000),
    keepDays: z.coerce.number().min(0).default(7),
    pruneIntervalMs: whole(100, 86_400_000).default(60_000),
    logLevel: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  })
  .superRefine((config, context) => {
    const isSigned = config.eventKeys.length > 0 && config.signingKey !== undefined;
    if (isLoopback(config.host) || isSigned) return;
    const message = "Listening beyond this machine needs an event key and a signing key.";
    context.addIssue({ code: "custom", path: ["host"], message });
  });

export type EngineConfig = z.infer<typeof schema>;
export type EngineConfigInput = z.input<typeof schema>;

/** Flag, environment variable, field. Flags win. */
const OPTIONS = [
  ["port", "MODOMO_ENGINE_PORT", "port"],
  ["host", "MODOMO_ENGINE_HOST", "host"],
  ["data", "MODOMO_ENGINE_DIR", "dir"],
  ["app", "MODOMO_ENGINE_APPS", "apps"],
  ["retry-interval", "MODOMO_ENGINE_RETRY_INTERVAL_MS", "retryIntervalMs"],
  ["poll-interval", "MODOMO_ENGINE_POLL_INTERVAL_MS", "pollIntervalMs"],
  ["unreachable-limit", "MODOMO_ENGINE_UNREACHABLE_LIMIT_MS", "unreachableLimitMs"],
  ["call-limit", "MODOMO_ENGINE_CALL_LIMIT_MS", "callLimitMs"],
  ["max-in-flight", "MODOMO_ENGINE_MAX_IN_FLIGHT", "maxInFlight"],
  ["event-key", "INNGEST_EVENT_KEY", "eventKeys"],
  ["signing-key", "INNGEST_SIGNING_KEY", "signingKey"],
  ["signing-key-fallback", "INNGEST_SIGNING_KEY_FALLBACK", "signingKeyFallback"],
  ["sync", "MODOMO_ENGINE_SYNC", "sync"],
  ["keep-runs", "MODOMO_ENGINE_KEEP_RUNS", "keepRuns"],
  ["keep-days", "MODOMO_ENGINE_KEEP_DAYS", "keepDays"],
  ["prune-interval", "MODOMO_ENGINE_PRUNE_INTERVAL_MS", "pruneIntervalMs"],
  ["log-level", "MODOMO_LOG_LEVEL", "logLevel"],
] as const;

/** A configuration the engine cannot start with; the message lists every problem. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** @throws {ConfigError} an unknown flag, or a value out of range. */
export function readConfig(argv: string[], env: Record<string, string | undefined>): EngineConfig {
  const raw: Record<string, string> = {};
  const flags = parseFlags(argv);
  for (const [flag, variable, field] of OPTIONS) {
    const value = flags[flag]?.join(",") ?? env[variable];
    if (value) raw[field] = value;
  }
  return parseConfig(raw);
}

/** @throws {ConfigError} a value out of range. */
export function parseConfig(raw: unknown): EngineConfig {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw new ConfigError(`The engine cannot start like this:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);

function parseFlags(argv: string[]): Record<string, string[] | undefined> {
  try {
    const options = Object.fromEntries(OPTIONS.map(([flag]) => [flag, { type: "string" as const, multiple: true }]));
    return parseArgs({ args: argv, options }).values as Record<string, string[] | undefined>; // every option is a list of strings
  } catch (error) {
    throw new ConfigError(
      `${error instanceof Error ? error.message : error}. Flags: ${OPTIONS.map(([flag]) => `--${flag}`).join(" ")}`,
    );
  }
}
