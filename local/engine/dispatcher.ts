import type { Core } from "./core.ts";
import { type ExecutorDeps, execute } from "./executor/executor.ts";
import { handleDue } from "./timers.ts";
import type { QueueItem } from "./types.ts";

/** How long a timer may sleep at most: this bounds what a jump of the clock can delay. */
const LONGEST_SLEEP_MS = 1_000;

/**
 * The heartbeat. In every tick of the store it handles what is due and leases what can be called; when the tick has
 * committed it makes the calls. So a lease is always on disk before its call leaves.
 */
export function createDispatcher(parts: Omit<ExecutorDeps, "isStopped">) {
  const { core, lanes } = parts;
  const deps: ExecutorDeps = { ...parts, isStopped: () => isStopped };
  let calls = 0;
  /** Since when each place of `maxInFlight` is free, the longest free first. */
  const freeSinceMs: number[] = Array.from({ length: core.config.maxInFlight }, () => 0);
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  function tick(): void {
    if (isStopped) return;
    const hasMore = handleDue(core);
    while (calls < core.config.maxInFlight) {
      const item = lanes.take(core.now());
      if (!item) break;
      call(leaseItem(core, item));
    }
    if (hasMore) core.db.afterCommit(() => core.db.requestTick());
    else sleepUntilNext();
  }

  function call(item: QueueItem): void {
    calls += 1;
    const eligibleAtMs = Math.max(item.at, freeSinceMs.shift() ?? 0);
    core.db.afterCommit(async () => {
      core.metrics.observeDispatch(core.now() - eligibleAtMs);
      if (!isStopped) await execute(deps, item);
      freeSinceMs.push(core.now());
      calls -= 1;
    });
  }

  function sleepUntilNext(): void {
    const nowMs = core.now();
    const nextAt = Math.min(core.queue.nextAt(), lanes.nextWakeMs() ?? Number.POSITIVE_INFINITY);
    clearTimeout(timer);
    timer = setTimeout(core.db.requestTick, Math.min(Math.max(nextAt - nowMs, 1), LONGEST_SLEEP_MS));
  }

  core.db.onTick(tick);
  return {
    inFlight: (): number => calls,
    /** No further calls; those under way are handed out again after the next start. */
    stop: (): void => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Hands an item out: from here on only answers to this generation of it count. */
export function leaseItem(core: Core, item: QueueItem): QueueItem {
  const nowMs = core.now();
  const leased = core.queue.lease(item);
  if (item.runId && core.runs.start(item.runId, nowMs)) addFinishTimeout(core, item, nowMs);
  return leased;
}

function addFinishTimeout(core: Core, { runId, ord }: QueueItem, nowMs: number): void {
  const run = runId ? core.runs.get(runId) : null;
  const limitMs = run ? core.registry.find(run.fn)?.finishTimeoutMs : null;
  if (!run || limitMs === null || limitMs === undefined) return;
  const id = `${run.id}:finish-timeout`;
  core.queue.add({ id, runId: run.id, kind: "finish-timeout", stepId: "", at: nowMs + limitMs, lane: "", ord }, nowMs);
}
