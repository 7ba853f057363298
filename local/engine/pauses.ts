import type { Core } from "./core.ts";
import { parseDeadline, YEAR_MS } from "./durations.ts";
import { compile, matchKey } from "./expression/expression.ts";
import { ExpressionError } from "./expression/types.ts";
import { finishRun } from "./finish.ts";
import { failed, NOTHING, resume } from "./progress.ts";
import { scopeOf } from "./scope.ts";
import { stableId } from "./stable-id.ts";
import { isObject, type Json, type JsonObject, type Op, type Pause, type Run } from "./types.ts";

/** Waits for an event that matches; an expression that is none fails the run. */
export function waitForEvent(core: Core, run: Run, op: Op): void {
  const text = typeof op.opts.if === "string" && op.opts.if ? op.opts.if : null;
  try {
    const trigger = core.events.get(run.eventId);
    const match = text && trigger ? matchKey(compile(text), scopeOf(trigger)) : null;
    const index = { matchPath: match?.path ?? "", matchValue: match?.value ?? "" };
    addPause(core, run, op, {
      kind: "wait",
      eventName: op.name || String(op.opts.event ?? ""),
      expression: text,
      ...index,
    });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const message = `step.waitForEvent("${op.displayName}"): the expression "${text}" is not valid: ${error.message}.`;
    finishRun(core, run, "Failed", { name: "InvalidExpression", message });
  }
}

/** Waits for a signal. One run may wait for a name at a time, unless the step says that it takes over. */
export function waitForSignal(core: Core, run: Run, op: Op): void {
  const signal = String(op.opts.signal ?? op.name);
  const holder = core.pauses.bySignal(signal);
  if (holder && op.opts.conflict !== "replace") {
    const message = `Another run waits for the signal "${signal}" already.`;
    finishRun(core, run, "Failed", { name: "InngestErrSignalConflict", message });
    return;
  }
  if (holder) core.pauses.take(holder.id); // its step ends by its time limit
  addPause(core, run, op, { kind: "signal", signal });
}

/** Starts another function and waits for its end. The pause comes first: the child may end at once. */
export function invokeFunction(core: Core, run: Run, op: Op): void {
  const payload = isObject(op.opts.payload) ? op.opts.payload : {};
  const target = String(op.opts.function_id ?? "");
  const pause = addPause(core, run, op, { kind: "invoke" });
  const source = core.registry.find(run.fn);
  const internal: JsonObject = {
    fn_id: target,
    correlation_id: pause.id,
    source_fn_id: source?.id ?? run.fn,
    source_app_id: source ? stableId(`app:${source.app}`) : "",
    source_fn_v: 1,
    expire: pause.expiresAt,
    gid: "",
    name: op.displayName,
  };
  const meta = isObject(payload.meta) ? payload.meta : core.events.get(run.eventId)?.body().meta;
  const data = { ...(isObject(payload.data) ? payload.data : {}), _inngest: internal };
  core.publish({ name: "inngest/function.invoked", data, ...(meta ? { meta } : {}) });
}

type PauseFacts = Pick<Pause, "kind"> &
  Partial<Pick<Pause, "eventName" | "expression" | "matchPath" | "matchValue" | "signal">>;

/** A wait and the timer that ends it. Without a time limit it is a year. */
function addPause(core: Core, run: Run, op: Op, facts: PauseFacts): Pause {
  const nowMs = core.now();
  const limit = op.opts.timeout;
  const expiresAt = (typeof limit === "string" ? parseDeadline(limit, nowMs) : null) ?? nowMs + YEAR_MS;
  const id = `${run.id}.${op.id}`;
  const empty = { eventName: null, expression: null, matchPath: "", matchValue: "", signal: null };
  const pause: Pause = { ...empty, ...facts, id, runId: run.id, stepId: op.id, expiresAt };
  core.pauses.add(pause);
  core.queue.add(
    {
      id: `${id}:timeout`,
      runId: run.id,
      kind: "pause-timeout",
      stepId: op.id,
      at: expiresAt,
      lane: run.lane,
      ord: run.ord,
    },
    nowMs,
  );
  return pause;
}

/** Ends a wait whose time is up, unless something else has ended it. */
export function expirePause(core: Core, runId: string, stepId: string): void {
  const pause = core.pauses.get(`${runId}.${stepId}`);
  if (pause) core.pauses.take(pause.id);
  const step = core.steps.get(runId, stepId);
  if (step?.status !== "planned") return;
  const message = "Timed out waiting for invoked function to complete";
  resume(
    core,
    runId,
    stepId,
    step.op === "InvokeFunction" ? failed({ name: "InngestInvokeTimeoutError", message }) : NOTHING,
  );
}

/** Wakes the run that waits for a signal. @returns its id; null when none waits. */
export function sendSignal(core: Core, signal: string, data: Json): string | null {
  const pause = core.pauses.bySignal(signal);
  if (!pause || pause.expiresAt <= core.now() || !core.pauses.take(pause.id)) return null;
  core.queue.remove(`${pause.id}:timeout`);
  resume(core, pause.runId, pause.stepId, {
    memoJson: JSON.stringify({ data: { signal, data } }),
    status: "completed",
  });
  return pause.runId;
}
