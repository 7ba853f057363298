import type { AppHealth } from "../app-health.ts";
import type { Core } from "../core.ts";
import { finishRun } from "../finish.ts";
import type { Lanes } from "../flow/lanes.ts";
import { enqueueDiscovery, noteFailedAttempt, setProgress } from "../progress.ts";
import type { EngineFunction } from "../registry/function.ts";
import type { JsonObject, QueueItem, Run } from "../types.ts";
import type { AppClient } from "./app-client.ts";
import { backoffMs, brokenBackoffMs } from "./backoff.ts";
import { callGateway, settleGateway } from "./gateway.ts";
import { applyOps, factsOf } from "./opcodes.ts";
import { buildRequest, MAX_STATE_BYTES, MAX_STEPS } from "./request.ts";
import type { Outcome } from "./response.ts";

export type ExecutorDeps = {
  core: Core;
  client: AppClient;
  health: AppHealth;
  lanes: Lanes;
  /** Once true the store is closed: what is still under way is handed out again after the next start. */
  isStopped: () => boolean;
};
type Target = { fn: EngineFunction; run: Run; item: QueueItem };

/** Calls the app for a leased item and applies what comes back; one transaction each. Never throws. */
export async function execute(deps: ExecutorDeps, item: QueueItem): Promise<void> {
  const { core, lanes } = deps;
  try {
    const target = prepare(core, item);
    if (target) await callApp(deps, target);
  } catch (error) {
    if (deps.isStopped()) return;
    core.log.error({ err: error, item: item.id }, "item could not be handled");
    core.db.write(() => giveBack(core, item, error));
  } finally {
    lanes.release(item.lane);
    core.db.requestTick();
  }
}

/** The run and function of an item; null when there is nothing to call for it (any more). */
function prepare(core: Core, item: QueueItem): Target | null {
  const run = item.runId ? core.runs.get(item.runId) : null;
  const fn = run ? core.registry.find(run.fn) : undefined;
  if (run && fn && run.endedAt === null) return { fn, run, item };
  core.db.write(() => {
    core.queue.remove(item.id);
    if (run && !fn)
      finishRun(core, run, "Failed", { name: "FunctionNotFound", message: `The function ${run.fn} is unknown.` });
  });
  return null;
}

async function callApp(deps: ExecutorDeps, target: Target): Promise<void> {
  const { core, client } = deps;
  if (target.item.kind === "gateway") {
    const result = await callGateway(target.item);
    if (deps.isStopped()) return;
    core.db.write(() => ifLeased(core, target, (fresh) => settleGateway(core, fresh, result)));
    return;
  }
  const request = buildRequest(core, target);
  const overflow = overflowError(request);
  if (overflow) {
    core.db.write(() => finishRun(core, target.run, "Failed", overflow));
    return;
  }
  const outcome = await client.call(request.url, request.headers, request.body);
  if (deps.isStopped()) return;
  core.db.write(() => settle(deps, target, outcome));
}

/** Applies an outcome, if the item is still leased in this generation: answers that come too late change nothing. */
function settle(deps: ExecutorDeps, target: Target, outcome: Outcome): void {
  const { core, health } = deps;
  const { fn } = target;
  core.metrics.count(`modomo_engine_calls_total{outcome="${outcome.kind}"}`);
  if (outcome.kind === "unreachable") {
    settleUnreachable(deps, target, outcome.error);
    return;
  }
  if (outcome.kind === "expired") {
    settleExpired(core, target);
    return;
  }
  health.up(fn.app);
  ifLeased(core, target, (fresh) => {
    const { run, item } = fresh;
    if ("reqVersion" in outcome && outcome.reqVersion !== null && run.reqVersion === -1) {
      setProgress(core, run, { reqVersion: outcome.reqVersion });
    }
    if (outcome.kind === "completed") finishRun(core, run, "Completed", outcome.output);
    else if (outcome.kind === "ops") settleOps(core, fresh, outcome);
    else {
      const isRetriable = outcome.kind === "broken" || outcome.isRetriable;
      if (!isRetriable || item.attempt + 1 >= fn.maxAttempts) return finishRun(core, run, "Failed", outcome.error);
      const waitMs =
        outcome.kind === "broken"
          ? brokenBackoffMs(item.attempt)
          : backoffMs(item.attempt, core.config.retryIntervalMs);
      const at = (outcome.kind === "failed" ? outcome.retryAtMs : null) ?? core.now() + waitMs;
      core.log.info(
        { fn: fn.slug, run: run.id, attempt: item.attempt, error: outcome.error.message },
        "attempt failed",
      );
      const step = core.steps.get(run.id, item.stepId);
      if (step) noteFailedAttempt(core, run, step, item.attempt, outcome.error);
      requeue(core, item, { attempt: item.attempt + 1, at });
    }
  });
}

function settleOps(core: Core, { fn, run, item }: Target, outcome: Extract<Outcome, { kind: "ops" }>): void {
  core.queue.remove(item.id);
  const isLastAttempt = outcome.isNoRetry || item.attempt + 1 >= fn.maxAttempts;
  const { retry } = applyOps(core, run, outcome.ops, isLastAttempt);
  if (run.endedAt !== null) return;
  if (retry) {
    noteFailedAttempt(core, run, factsOf(retry), item.attempt, retry.error ?? retry.data);
    const at = outcome.retryAtMs ?? core.now() + backoffMs(item.attempt, core.config.retryIntervalMs);
    requeue(core, item, { attempt: item.attempt + 1, at });
  } else if (!core.queue.hasWork(run.id)) askAgain(core, { fn, run, item });
}

/** An answer that leaves nothing to do would leave the run hanging: ask again, at the price of an attempt. */
function askAgain(core: Core, { fn, run, item }: Target): void {
  if (item.attempt + 1 < fn.maxAttempts) {
    enqueueDiscovery(core, run, `${run.id}:again:${item.generation}`, item.attempt + 1);
    return;
  }
  finishRun(core, run, "Failed", { name: "Error", message: "The function reported neither a step nor its end." });
}

/** The lease ran out: the same attempt is handed out anew, and what the old call still says is refused. */
function settleExpired(core: Core, target: Target): void {
  ifLeased(core, target, ({ fn, run, item }) => {
    const { callLimitMs } = core.config;
    core.log.warn({ fn: fn.slug, run: run.id, generation: item.generation, callLimitMs }, "call took too long");
    requeue(core, item, { attempt: item.attempt, at: core.now() });
  });
}

/** Nothing was delivered: the same attempt again when the app is back, for as long as the limit allows. */
function settleUnreachable(deps: ExecutorDeps, target: Target, error: JsonObject): void {
  const { core, health } = deps;
  const { fn, item } = target;
  const nowMs = core.now();
  const sinceMs = health.down(fn.app, nowMs);
  if (sinceMs === nowMs) core.log.warn({ app: fn.app, reason: error.message }, "app cannot be reached, waiting for it");
  ifLeased(core, target, ({ run }) => {
    const isTooLong = nowMs - sinceMs > core.config.unreachableLimitMs;
    const attempt = item.attempt + Number(isTooLong);
    if (attempt >= fn.maxAttempts) finishRun(core, run, "Failed", error);
    else requeue(core, item, { attempt, at: nowMs });
  });
}

/** An error of the engine's own costs an attempt too: it must not be tried for ever. */
function giveBack(core: Core, item: QueueItem, error: unknown): void {
  const run = item.runId ? core.runs.get(item.runId) : null;
  const maxAttempts = run ? (core.registry.find(run.fn)?.maxAttempts ?? 0) : 0;
  if (!run || run.endedAt !== null) return;
  if (item.attempt + 1 < maxAttempts) requeue(core, item, { attempt: item.attempt + 1, at: core.now() + 1000 });
  else
    finishRun(core, run, "Failed", {
      name: "EngineError",
      message: error instanceof Error ? error.message : String(error),
    });
}

/** Runs `work` on the newest state of an item and its run, unless the item was taken away meanwhile. */
function ifLeased(core: Core, target: Target, work: (fresh: Target) => void): void {
  const item = core.queue.leased(target.item.id, target.item.generation);
  const run = item ? core.runs.get(target.run.id) : null;
  if (item && run && run.endedAt === null) work({ ...target, item, run });
  else core.log.debug({ item: target.item.id }, "late answer ignored");
}

/** Puts a leased item back. Starts that were admitted once are not throttled again. */
function requeue(core: Core, item: QueueItem, { attempt, at }: { attempt: number; at: number }): void {
  const run = item.runId ? core.runs.get(item.runId) : null;
  if (!core.queue.remove(item.id) && run?.endedAt !== null) return;
  core.queue.add({ ...item, attempt, at, lane: run?.lane ?? item.lane }, core.now());
}

function overflowError({ steps, stateBytes }: { steps: number; stateBytes: number }): JsonObject | null {
  if (steps >= MAX_STEPS)
    return { name: "InngestErrFunctionOverflowed", message: `A run may have at most ${MAX_STEPS} steps.` };
  if (stateBytes <= MAX_STATE_BYTES) return null;
  return {
    name: "InngestErrStateOverflowed",
    message: `A run may hold at most ${MAX_STATE_BYTES / 1024 / 1024} MiB of state.`,
  };
}
