import type { Core } from "./core.ts";
import { answerInvocation, correlationOf } from "./invoke.ts";
import type { EngineEvent, Json, JsonObject, Run } from "./types.ts";

type FinalStatus = "Completed" | "Failed" | "Cancelled";

const KIND: Record<FinalStatus, string | null> = {
  Completed: null,
  Failed: "inngest/function.failed",
  Cancelled: "inngest/function.cancelled",
};

/**
 * Ends a run once: drops what is queued and waiting for it, answers who invoked it, and tells the world.
 * @param output the result, or the error of a run that failed or was cancelled.
 */
export function finishRun(core: Core, run: Run, status: FinalStatus, output: Json): void {
  const nowMs = core.now();
  if (!core.runs.finish(run.id, status, JSON.stringify(output), nowMs)) return;
  Object.assign(run, { status, endedAt: nowMs });
  core.queue.removeRun(run.id);
  core.pauses.removeRun(run.id);
  if (run.singletonKey && core.marks.get(run.singletonKey, nowMs) === run.id) core.marks.remove(run.singletonKey);
  const events = core.runs.eventIds(run).flatMap((id) => core.events.get(id) ?? []);
  for (const event of events) answerInvocation(core, event, status === "Completed" ? { output } : { error: output });
  publishDeferred(core, run, events[0]);
  publishEnding(core, run, { status, output, events });
  core.metrics.count(`modomo_engine_runs_ended_total{status="${status}"}`);
}

/** Cancels a run that is still going; an answer of a call that is under way will be ignored. */
export function cancelRun(core: Core, runId: string, reason: string): boolean {
  const run = core.runs.get(runId);
  if (!run || run.endedAt !== null) return false;
  finishRun(core, run, "Cancelled", {
    name: "InngestErrFunctionCancelled",
    message: `The run was cancelled: ${reason}.`,
  });
  return true;
}

function publishEnding(
  core: Core,
  run: Run,
  { status, output, events }: { status: FinalStatus; output: Json; events: EngineEvent[] },
): void {
  const [first] = events;
  if (!first || first.name === "inngest/function.failed" || first.name === "inngest/function.finished") return;
  const bodies = events.map((event) => event.body() as unknown as JsonObject); // bodies are JSON
  const result: JsonObject = status === "Completed" ? { result: output } : { error: describe(output) };
  const { meta } = first.body();
  events.forEach((event, index) => {
    const correlation = correlationOf(event);
    if (index > 0 && !correlation) return;
    const data: JsonObject = {
      function_id: run.fn,
      run_id: run.id,
      event: bodies[index] ?? null,
      events: bodies,
      ...result,
      ...(correlation ? { correlation_id: correlation } : {}),
      _inngest: { status },
    };
    core.publish({ name: "inngest/function.finished", data, ...(meta ? { meta } : {}) });
    const kind = KIND[status];
    if (kind && index === 0) core.publish({ name: kind, id: run.id, data, ...(meta ? { meta } : {}) });
  });
}

/** The error as SDK and dashboards expect it: an object with at least a name, a message and the legacy `error` text. */
function describe(output: Json): JsonObject {
  const error =
    typeof output === "object" && output !== null && !Array.isArray(output) ? output : { message: String(output) };
  const message = typeof error.message === "string" ? error.message : JSON.stringify(output);
  return { name: "Error", ...error, message, error: typeof error.error === "string" ? error.error : message };
}

function publishDeferred(core: Core, run: Run, event: EngineEvent | undefined): void {
  for (const defer of core.steps.defers(run.id)) {
    if (defer.isAborted) continue;
    const input = JSON.parse(defer.inputJson) as JsonObject; // stored from a parsed object
    const meta = defer.metaJson ? (JSON.parse(defer.metaJson) as JsonObject) : event?.body().meta; // as above
    const data = { ...input, _inngest: { fn_slug: defer.fnSlug, parent_fn_slug: run.fn, parent_run_id: run.id } };
    core.publish({ name: "inngest/deferred.schedule", data, ...(meta ? { meta } : {}) });
  }
}
