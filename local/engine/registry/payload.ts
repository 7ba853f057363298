import { z } from "zod";

const duration = z.string();
const concurrencyEntry = z.union([
  z
    .number()
    .int()
    .transform((limit) => ({ limit, key: undefined, scope: "fn" as const })),
  z.object({
    limit: z.number().int(),
    key: z.string().optional(),
    scope: z.enum(["fn", "env", "account"]).default("fn"),
  }),
]);
const keyed = { key: z.string().optional() };
const stepSchema = z.object({
  runtime: z.object({ url: z.url() }),
  retries: z.object({ attempts: z.number().int().min(0) }).optional(),
});

/** One entry of `functions` in a registration, as the SDK sends it. */
export const functionConfigSchema = z.object({
  id: z.string().min(1),
  name: z.string().default(""),
  triggers: z
    .array(
      z.object({
        event: z.string().min(1).optional(),
        expression: z.string().nullish(),
        cron: z.string().optional(),
        jitter: z.string().optional(),
      }),
    )
    .default([]),
  steps: z.record(z.string(), stepSchema),
  concurrency: z
    .union([concurrencyEntry.transform((entry) => [entry]), z.array(concurrencyEntry)])
    .nullish()
    .transform((entries) => entries ?? []),
  cancel: z
    .array(
      z.object({
        event: z.string(),
        if: z.string().nullish(),
        match: z.string().nullish(),
        timeout: z.string().nullish(),
      }),
    )
    .nullish()
    .transform((entries) => entries ?? []),
  batchEvents: z
    .object({ maxSize: z.number().int(), timeout: duration, ...keyed, if: z.string().optional() })
    .nullish(),
  debounce: z.object({ period: duration, ...keyed, timeout: duration.optional() }).nullish(),
  rateLimit: z.object({ limit: z.number().int(), period: duration, ...keyed }).nullish(),
  throttle: z
    .object({ limit: z.number().int(), period: duration, ...keyed, burst: z.number().int().optional() })
    .nullish(),
  singleton: z.object({ mode: z.enum(["skip", "cancel"]).default("skip"), ...keyed }).nullish(),
  idempotency: z.string().nullish(),
  priority: z.object({ run: z.string().optional() }).nullish(),
  timeouts: z.object({ start: z.string().optional(), finish: z.string().optional() }).nullish(),
});

export type FunctionConfig = z.infer<typeof functionConfigSchema>;

/** Body of `POST /fn/register`, and of the app's answer to an in-band sync (there the name is `app_id`). */
export const registrationSchema = z
  .object({
    url: z.string().optional(),
    appName: z.string().optional(),
    app_id: z.string().optional(),
    sdk: z.string().default(""),
    sdk_language: z.string().optional(),
    sdk_version: z.string().optional(),
    framework: z.string().nullish(),
    functions: z.array(z.unknown()),
  })
  .transform((body) => ({
    appName: body.appName ?? body.app_id ?? "",
    url: body.url ?? "",
    sdk: body.sdk || `${body.sdk_language ?? ""}:v${body.sdk_version ?? ""}`,
    framework: body.framework ?? "",
    functions: body.functions,
  }));

export type Registration = z.infer<typeof registrationSchema>;
