import { continueCancellation } from "./cancellations.ts";
import type { Core } from "./core.ts";
import { fireCron } from "./cron.ts";
import { cancelRun, finishRun } from "./finish.ts";
import { takeBuffer } from "./flow/buffers.ts";
import { expirePause } from "./pauses.ts";
import { NOTHING, resume } from "./progress.ts";
import { start, startNow } from "./schedule.ts";
import type { QueueItem } from "./types.ts";

const BATCH = 500;

/**
 * Handles what is due: calls become ready in their lanes, the engine's own timers fire.
 * @returns true when more is due than was handled.
 */
export function handleDue(core: Core): boolean {
  const due = core.queue.due(core.now(), BATCH);
  for (const item of due) {
    if (core.queue.isDispatched(item)) core.queue.makeReady(item);
    else fireSafely(core, item);
  }
  return due.length === BATCH;
}

/** A timer that cannot be handled ends its run with the reason: it must not stop the engine, now or at every start. */
function fireSafely(core: Core, item: QueueItem): void {
  try {
    core.db.write(() => fire(core, item));
  } catch (error) {
    core.log.error({ err: error, item: item.id }, "timer could not be handled");
    core.db.write(() => {
      core.queue.remove(item.id);
      const run = item.runId ? core.runs.get(item.runId) : null;
      const message = error instanceof Error ? error.message : String(error);
      if (run) finishRun(core, run, "Failed", { name: "EngineError", message });
    });
  }
}

function fire(core: Core, item: QueueItem): void {
  // An earlier timer of the same batch may have ended this one's run.
  if (!core.queue.remove(item.id)) return;
  const { kind, runId, stepId } = item;
  if (kind === "cron") fireCron(core, item);
  else if (kind === "cancellation") continueCancellation(core, item);
  else if (kind === "batch" || kind === "debounce") {
    const request = takeBuffer(core, item);
    if (request) (kind === "batch" ? start : startNow)(core, request);
  } else if (!runId) return;
  else if (kind === "sleep") resume(core, runId, stepId, NOTHING);
  else if (kind === "pause-timeout") expirePause(core, runId, stepId);
  else if (kind === "start-timeout") cancelUnstarted(core, runId);
  else if (kind === "finish-timeout") cancelRun(core, runId, "it did not finish in time");
}

function cancelUnstarted(core: Core, runId: string): void {
  if (core.runs.get(runId)?.startedAt === null) cancelRun(core, runId, "it did not start in time");
}
