import { Cron } from "croner";
import { parseDurationMs, YEAR_MS } from "../durations.ts";
import { compile, type Expression, isPlainComparison } from "../expression/expression.ts";
import { ExpressionError } from "../expression/types.ts";
import { stableId } from "../stable-id.ts";
import type { FunctionConfig } from "./payload.ts";

export type Keyed = { key: Expression | null };
export type Concurrency = { limit: number; scope: "fn" | "env" | "account"; key: Expression | null };
export type EventTrigger = { event: string; condition: Expression | null };
export type CronTrigger = { cron: string; jitterMs: number };
export type CancelRule = { event: string; condition: Expression | null; timeoutMs: number };

/** A registered function, checked and compiled. */
export type EngineFunction = {
  slug: string;
  /** What the SDK gets as `ctx.fn_id`: derived from the slug, so it survives a lost data folder. */
  id: string;
  name: string;
  app: string;
  url: string;
  maxAttempts: number;
  isArchived: boolean;
  events: EventTrigger[];
  crons: CronTrigger[];
  concurrency: Concurrency[];
  cancel: CancelRule[];
  batch: (Keyed & { maxSize: number; timeoutMs: number; condition: Expression | null }) | null;
  debounce: (Keyed & { periodMs: number; timeoutMs: number | null }) | null;
  rateLimit: (Keyed & { limit: number; periodMs: number }) | null;
  idempotency: Expression | null;
  throttle: (Keyed & { limit: number; periodMs: number; burst: number }) | null;
  singleton: (Keyed & { mode: "skip" | "cancel" }) | null;
  priority: Expression | null;
  startTimeoutMs: number | null;
  finishTimeoutMs: number | null;
};

/** A registration the engine refuses; the message says which function and why. */
export class RegistrationError extends Error {
  override name = "RegistrationError";
}

const DAY_MS = 86_400_000;
const MAX_RETRIES = 20;
const DEFAULT_RETRIES = 4;

/** @throws {RegistrationError} a rule of the configuration is broken. */
export function toFunction(config: FunctionConfig, app: string): EngineFunction {
  const slug = config.id;
  const fail = (problem: string): never => {
    throw new RegistrationError(`Function "${slug}": ${problem}`);
  };
  const check = (isGood: boolean, problem: string): void => {
    if (!isGood) fail(problem);
  };
  const expression = (text: string | null | undefined): Expression | null => {
    if (!text) return null;
    try {
      return compile(text);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return fail(`the expression "${text}" is not valid: ${error.message}.`);
    }
  };
  const durationMs = (text: string, what: string): number =>
    parseDurationMs(text) ?? fail(`${what} "${text}" is not a duration such as 30s.`);
  const between = (valueMs: number, [lowMs, highMs]: [number, number], what: string): number => {
    check(valueMs >= lowMs && valueMs <= highMs, `${what} must be between ${lowMs / 1000}s and ${highMs / 1000}s.`);
    return valueMs;
  };

  const step = Object.values(config.steps)[0] ?? fail("it has no step.");
  check(config.triggers.length <= 10, "more than 10 triggers.");
  const triggerKeys = config.triggers.map((trigger) =>
    JSON.stringify([trigger.event, trigger.cron, trigger.expression ?? null]),
  );
  check(new Set(triggerKeys).size === triggerKeys.length, "two triggers are the same.");
  check(config.concurrency.length <= 2, "more than 2 concurrency limits.");
  check(config.cancel.length <= 5, "more than 5 cancelOn entries.");
  const { batchEvents: batch, debounce, rateLimit, throttle } = config;
  if (batch) {
    const isAlone = config.cancel.length === 0 && !debounce && !config.singleton && !config.priority?.run;
    check(isAlone, "batchEvents cannot be combined with cancelOn, debounce, singleton or priority.");
    check(batch.maxSize >= 2, "batchEvents.maxSize must be at least 2.");
  }
  if (rateLimit) check(rateLimit.limit > 0, "rateLimit.limit must be above 0.");
  if (throttle) check(throttle.limit > 0, "throttle.limit must be above 0.");

  const cancelRule = (rule: FunctionConfig["cancel"][number]): CancelRule => {
    const condition = expression(rule.if ?? (rule.match ? `event.${rule.match} == async.${rule.match}` : null));
    if (condition) check(isPlainComparison(condition.tree), "cancelOn.if may only compare and combine fields.");
    return {
      event: rule.event,
      condition,
      timeoutMs: rule.timeout ? durationMs(rule.timeout, "cancelOn.timeout") : YEAR_MS,
    };
  };
  const cronTrigger = (cron: string, jitter: string | undefined): CronTrigger => {
    check(isCron(cron), `"${cron}" is not a cron expression of 5 fields.`);
    return { cron, jitterMs: jitter ? between(durationMs(jitter, "jitter"), [1000, 300_000], "jitter") : 0 };
  };

  return {
    slug,
    id: stableId(slug),
    name: config.name || slug,
    app,
    url: step.runtime.url,
    maxAttempts: Math.min(step.retries?.attempts ?? DEFAULT_RETRIES, MAX_RETRIES) + 1,
    isArchived: false,
    events: config.triggers.flatMap(({ event, expression: text }) =>
      event ? [{ event, condition: expression(text) }] : [],
    ),
    crons: config.triggers.flatMap(({ cron, jitter }) => (cron ? [cronTrigger(cron, jitter)] : [])),
    concurrency: config.concurrency.map((entry) => ({
      limit: entry.limit,
      scope: entry.scope,
      key: expression(entry.key),
    })),
    cancel: config.cancel.map(cancelRule),
    batch: batch
      ? {
          maxSize: batch.maxSize,
          timeoutMs: between(
            durationMs(batch.timeout, "batchEvents.timeout"),
            [1000, 7 * DAY_MS],
            "batchEvents.timeout",
          ),
          key: expression(batch.key),
          condition: expression(batch.if),
        }
      : null,
    debounce: debounce
      ? {
          periodMs: between(durationMs(debounce.period, "debounce.period"), [1000, 7 * DAY_MS], "debounce.period"),
          timeoutMs: debounce.timeout ? durationMs(debounce.timeout, "debounce.timeout") : null,
          key: expression(debounce.key),
        }
      : null,
    rateLimit: rateLimit
      ? {
          limit: rateLimit.limit,
          periodMs: between(durationMs(rateLimit.period, "rateLimit.period"), [1000, DAY_MS], "rateLimit.period"),
          key: expression(rateLimit.key),
        }
      : null,
    idempotency: expression(config.idempotency),
    throttle: throttle
      ? {
          limit: throttle.limit,
          periodMs: between(durationMs(throttle.period, "throttle.period"), [1000, 7 * DAY_MS], "throttle.period"),
          burst: throttle.burst ?? 0,
          key: expression(throttle.key),
        }
      : null,
    singleton: config.singleton ? { mode: config.singleton.mode, key: expression(config.singleton.key) } : null,
    priority: expression(config.priority?.run),
    startTimeoutMs: config.timeouts?.start ? durationMs(config.timeouts.start, "timeouts.start") : null,
    finishTimeoutMs: config.timeouts?.finish ? durationMs(config.timeouts.finish, "timeouts.finish") : null,
  };
}

/** Splits the optional `TZ=Area/City ` prefix off; without it cron times are UTC. */
export function splitTimeZone(cron: string): { pattern: string; timeZone: string } {
  const match = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(cron.trim());
  return match ? { pattern: match[2] ?? "", timeZone: match[1] ?? "UTC" } : { pattern: cron.trim(), timeZone: "UTC" };
}

function isCron(cron: string): boolean {
  const { pattern, timeZone } = splitTimeZone(cron);
  if (pattern.split(/\s+/).length !== 5) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return new Cron(pattern, { paused: true, timezone: timeZone }).nextRun() !== undefined;
  } catch {
    return false;
  }
}
