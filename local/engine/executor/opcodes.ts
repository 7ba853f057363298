import type { Core } from "../core.ts";
import { parseDeadline } from "../durations.ts";
import { finishRun } from "../finish.ts";
import { invokeFunction, waitForEvent, waitForSignal } from "../pauses.ts";
import { completed, discoverAfter, endStep, failed, planStep, type StepFacts, setProgress } from "../progress.ts";
import { stableId } from "../stable-id.ts";
import { isObject, type Op, type Run, type Step } from "../types.ts";

/** Ops after which the step ends by itself later, not in this answer. */
const LATER = new Set([
  "StepPlanned",
  "Sleep",
  "WaitForEvent",
  "InvokeFunction",
  "WaitForSignal",
  "Gateway",
  "AIGateway",
]);
const FIRST = new Set(["WaitForEvent", "DeferAdd", "DeferAbort"]);
const MAX_DEFERS = 20;
export const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/**
 * Applies the opcodes of one answer to a run (protocol sections 7 and 8).
 * @returns `retry` with the error of a step that has to be tried again: the caller keeps the item for it.
 */
export function applyOps(core: Core, run: Run, ops: Op[], isLastAttempt: boolean): { retry: Op | null } {
  const live = ops.filter(({ op }) => op !== "DeferAdd" && op !== "DeferAbort" && op !== "None");
  const groupKey = groupOf(core, run, live);
  if (live.length > 1) setProgress(core, run, { isForcePlan: true });
  // All are noted before any acts: one that ends at once must see the siblings that have not.
  const fresh = new Set(
    live.filter((op) => LATER.has(op.op) && planStep(core, run, factsOf(op), groupKey)).map(({ id }) => id),
  );
  let ended: Step | null = null;
  let retry: Op | null = null;
  const ordered = [...ops.filter(({ op }) => FIRST.has(op)), ...ops.filter(({ op }) => !FIRST.has(op))];
  for (const op of ordered) {
    if (run.endedAt !== null) return { retry: null };
    if (op.op === "RunComplete") finishRun(core, run, "Completed", op.data);
    else if (op.op === "StepError" && !isLastAttempt) retry = op;
    else if (ENDING.has(op.op)) ended = endReported(core, run, op) ?? ended;
    else if (fresh.has(op.id) || !LATER.has(op.op)) applyOther(core, run, op);
  }
  // One question for the whole answer; a step that is tried again by the same item asks it itself.
  if (run.endedAt === null && ended && !retry && fresh.size === 0) discoverAfter(core, run, ended);
  return { retry };
}

const ENDING = new Set(["Step", "StepRun", "StepError", "StepFailed"]);

/** Stores a step that ended in this answer; null when its output is too large, which fails the run. */
export function endReported(core: Core, run: Run, op: Op): Step | null {
  const isError = op.op === "StepError" || op.op === "StepFailed";
  const ending = isError ? failed(op.error ?? op.data) : completed(op.data);
  if (ending.memoJson.length > MAX_OUTPUT_BYTES) {
    const message = `The output of step "${op.displayName}" is larger than ${MAX_OUTPUT_BYTES / 1024 / 1024} MiB.`;
    finishRun(core, run, "Failed", { name: "InngestErrStepOutputTooLarge", message });
    return null;
  }
  return endStep(core, run, factsOf(op), ending);
}

/** DeferAdd and DeferAbort; also valid in a checkpoint. */
export function applyDefer(core: Core, run: Run, op: Op): void {
  if (op.op === "DeferAbort") {
    core.steps.abortDefer(run.id, String(op.opts.target_hashed_id ?? ""));
    return;
  }
  if (core.steps.defers(run.id).length >= MAX_DEFERS) {
    core.log.warn({ run: run.id, limit: MAX_DEFERS }, "run defers too much, the rest is dropped");
    return;
  }
  const input = isObject(op.opts.input) ? op.opts.input : {};
  const metaJson = isObject(op.opts.meta) ? JSON.stringify(op.opts.meta) : null;
  core.steps.addDefer(run.id, {
    id: op.id,
    fnSlug: String(op.opts.fn_slug ?? ""),
    inputJson: JSON.stringify(input),
    metaJson,
  });
}

function applyOther(core: Core, run: Run, op: Op): void {
  if (op.op === "DeferAdd" || op.op === "DeferAbort") {
    applyDefer(core, run, op);
    return;
  }
  if (!LATER.has(op.op)) {
    if (op.op !== "None" && op.op !== "DiscoveryRequest")
      core.log.warn({ run: run.id, op: op.op }, "unknown opcode ignored");
    return;
  }
  const nowMs = core.now();
  const base = { runId: run.id, stepId: op.id, lane: run.lane, ord: run.ord };
  if (op.op === "StepPlanned")
    core.queue.add({ ...base, id: `${run.id}:${op.id}:plan`, kind: "edge", at: nowMs }, nowMs);
  else if (op.op === "Gateway" || op.op === "AIGateway") {
    const dataJson = JSON.stringify({ op: op.op, opts: op.opts });
    core.queue.add({ ...base, id: `${run.id}:${op.id}:gateway`, kind: "gateway", at: nowMs, dataJson }, nowMs);
  } else if (op.op === "Sleep") {
    const at = parseDeadline(op.name || String(op.opts.duration ?? ""), nowMs) ?? nowMs;
    core.queue.add({ ...base, id: `${run.id}:${op.id}:sleep`, kind: "sleep", at }, nowMs);
  } else if (op.op === "WaitForEvent") waitForEvent(core, run, op);
  else if (op.op === "WaitForSignal") waitForSignal(core, run, op);
  else invokeFunction(core, run, op);
}

/** Siblings the SDK reported together, where the last one to end has to ask what comes next (protocol 2 only). */
function groupOf(core: Core, run: Run, live: Op[]): string | null {
  if (live.length < 2 || run.reqVersion < 2 || !live.some(({ op }) => LATER.has(op))) return null;
  const fresh = live.filter(({ id }) => core.steps.get(run.id, id) === null).map(({ id }) => id);
  return fresh.length > 1 ? stableId(fresh.sort().join()) : null;
}

/** What an opcode says of its step. */
export function factsOf(op: Op): StepFacts {
  return { id: op.id, op: op.op, name: op.displayName || op.name, isRace: op.opts.parallelMode === "race" };
}
