import type { Core } from "../core.ts";
import { runState } from "../executor/request.ts";
import { stableId } from "../stable-id.ts";
import type { FailedAttempt } from "../store/failed-attempts.ts";
import { isObject, type Json, type Run, type Step } from "../types.ts";

type Resolved = Record<string, unknown> | null;

const STATUS: Record<Run["status"], string> = {
  Scheduled: "QUEUED",
  Running: "RUNNING",
  Completed: "COMPLETED",
  Failed: "FAILED",
  Cancelled: "CANCELLED",
  Skipped: "SKIPPED",
};
const STEP_OP: Record<string, string> = {
  Sleep: "SLEEP",
  WaitForEvent: "WAIT_FOR_EVENT",
  WaitForSignal: "WAIT_FOR_SIGNAL",
  InvokeFunction: "INVOKE",
  AIGateway: "AI_GATEWAY",
};
const STEP_STATUS: Record<Step["status"], string> = {
  planned: "RUNNING",
  retrying: "RUNNING",
  completed: "COMPLETED",
  failed: "FAILED",
};

/** The three read queries that tools of the dev server use. Anything else is not a field here. */
export const QUERIES: Record<string, (core: Core, args: Record<string, unknown>) => Resolved> = {
  run: (core, { runID }) => {
    const run = core.runs.get(String(runID));
    return run ? describeRun(core, run) : null;
  },
  runTraceSpanOutputByID: (core, { outputID }) => describeOutput(core, String(outputID)),
  eventV2: (core, { id }) => {
    const event = core.events.get(String(id));
    if (!event) return null;
    const body = event.body();
    return {
      id: event.id,
      envID: null,
      name: event.name,
      occurredAt: iso(body.ts),
      receivedAt: iso(event.receivedAt),
      idempotencyKey: body.id === event.id ? null : body.id,
      version: body.v ?? "",
      raw: event.json,
      runs: core.runs.byEvent(event.id).map((run) => describeRun(core, run)),
    };
  },
};

const iso = (timeMs: number | null): string | null => (timeMs === null ? null : new Date(timeMs).toISOString());

function describeRun(core: Core, run: Run): Resolved {
  const fn = core.registry.find(run.fn);
  const trigger = core.events.get(run.eventId);
  return {
    id: run.id,
    appID: stableId(`app:${fn?.app ?? ""}`),
    app: { id: stableId(`app:${fn?.app ?? ""}`), name: fn?.app ?? "", externalID: fn?.app ?? "" },
    functionID: fn?.id ?? stableId(run.fn),
    function: { id: fn?.id ?? stableId(run.fn), name: fn?.name ?? run.fn, slug: run.fn },
    status: STATUS[run.status],
    eventName: trigger?.name ?? null,
    triggerIDs: core.runs.eventIds(run),
    isBatch: run.batchId !== null,
    batchCreatedAt: null,
    cronSchedule: run.cron,
    traceID: run.id,
    queuedAt: iso(run.queuedAt),
    startedAt: iso(run.startedAt),
    endedAt: iso(run.endedAt),
    output: run.outputJson,
    trace: traceOf(core, run),
  };
}

function traceOf(core: Core, run: Run): Resolved {
  const failures = Map.groupBy(core.failedAttempts.byRun(run.id), ({ stepId }) => stepId);
  const outputId = run.outputJson === null ? null : encodeId(`run:${run.id}`);
  const root = span(run, {
    id: run.id,
    name: core.registry.find(run.fn)?.name ?? run.fn,
    status: STATUS[run.status],
    outputId,
  });
  return {
    ...root,
    isRoot: true,
    parentSpanID: null,
    queuedAt: iso(run.queuedAt),
    startedAt: iso(run.startedAt),
    endedAt: iso(run.endedAt),
    duration: durationMs(run.startedAt, run.endedAt),
    childrenSpans: core.steps.all(run.id).map((step) => describeStep(run, step, failures.get(step.id) ?? [])),
  };
}

function describeStep(run: Run, step: Step & { seq: number }, failures: FailedAttempt[]): Resolved {
  const isWaiting = step.status === "planned" && step.op !== "StepPlanned";
  const outputId = step.memoJson === null ? null : encodeId(`step:${step.seq}`);
  return {
    ...span(run, { id: step.id, name: step.name, status: isWaiting ? "WAITING" : STEP_STATUS[step.status], outputId }),
    isRoot: false,
    parentSpanID: run.id,
    attempts: step.attempt + 1,
    stepOp: STEP_OP[step.op] ?? "RUN",
    stepID: step.id,
    queuedAt: iso(step.queuedAt),
    startedAt: iso(step.startedAt ?? step.queuedAt),
    endedAt: iso(step.endedAt),
    duration: durationMs(step.startedAt ?? step.queuedAt, step.endedAt),
    childrenSpans: failures.map((failure) => describeAttempt(run, step, failure)),
  };
}

/** An attempt that failed before the one the step's own span tells of. When it began is not kept. */
function describeAttempt(run: Run, step: Step, { seq, attempt, endedAt }: FailedAttempt): Resolved {
  const id = `${step.id}:${attempt}`;
  return {
    ...span(run, { id, name: `Attempt ${attempt + 1}`, status: "FAILED", outputId: encodeId(`attempt:${seq}`) }),
    isRoot: false,
    parentSpanID: step.id,
    attempts: attempt + 1,
    stepOp: STEP_OP[step.op] ?? "RUN",
    stepID: step.id,
    queuedAt: null,
    startedAt: null,
    endedAt: iso(endedAt),
    duration: null,
    childrenSpans: [],
  };
}

function span(
  run: Run,
  { id, name, status, outputId }: { id: string; name: string; status: string | undefined; outputId: string | null },
) {
  return {
    runID: run.id,
    traceID: run.id,
    spanID: id,
    name,
    status,
    outputID: outputId,
    attempts: 1,
    stepOp: null,
    stepID: null,
    stepInfo: null,
  };
}

function describeOutput(core: Core, outputId: string): Resolved {
  const [kind, id = ""] = Buffer.from(outputId, "base64url").toString("utf8").split(":");
  if (kind === "run") {
    const run = core.runs.get(id);
    if (!run || run.outputJson === null) return null;
    const input = `[${runState(core, run).events.join(",")}]`;
    const output = JSON.parse(run.outputJson) as Json; // written by finishRun
    return run.status === "Completed"
      ? { input, data: run.outputJson, error: null }
      : { input, data: null, error: describeError(output) };
  }
  if (kind === "attempt") {
    const failure = core.failedAttempts.bySeq(Number(id));
    const error = failure && describeError(JSON.parse(failure.errorJson) as Json); // written by the store
    return error && { input: null, data: null, error };
  }
  const step = kind === "step" ? core.steps.bySeq(Number(id)) : null;
  if (!step || step.memoJson === null) return null;
  const memo = JSON.parse(step.memoJson) as Json; // written by endStep
  if (isObject(memo) && "error" in memo) return { input: null, data: null, error: describeError(memo.error ?? null) };
  return { input: null, data: JSON.stringify(isObject(memo) ? (memo.data ?? null) : memo), error: null };
}

function describeError(error: Json): Resolved {
  const { name = "Error", message = String(error), stack = null, cause = null } = isObject(error) ? error : {};
  return { name, message, stack, cause: typeof cause === "string" || cause === null ? cause : JSON.stringify(cause) };
}

const encodeId = (text: string): string => Buffer.from(text).toString("base64url");
const durationMs = (fromMs: number | null, toMs: number | null): number | null =>
  fromMs === null || toMs === null ? null : toMs - fromMs;
