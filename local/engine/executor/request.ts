import type { Core } from "../core.ts";
import type { EngineFunction } from "../registry/function.ts";
import type { QueueItem, Run } from "../types.ts";
import { ulid } from "../ulid.ts";

const USE_API_BYTES = 4 * 1024 * 1024 - 1024;

export const MAX_STEPS = 1_000;
export const MAX_STATE_BYTES = 32 * 1024 * 1024;

export type CallRequest = {
  url: string;
  headers: Record<string, string>;
  body: string;
  steps: number;
  stateBytes: number;
};

/** The call that hands an item to the app (protocol section 5), from one snapshot of the run. */
export function buildRequest(
  core: Core,
  { fn, run, item }: { fn: EngineFunction; run: Run; item: QueueItem },
): CallRequest {
  const requestId = ulid(core.now());
  const state = runState(core, run);
  const isUseApi = state.bytes > USE_API_BYTES;
  const stack = state.memos.map(({ id }) => id);
  const defers = Object.fromEntries(
    core.steps.defers(run.id).flatMap((defer) => (defer.isAborted ? [] : [[defer.id, { abortable: true }]])),
  );
  const context = {
    fn_id: fn.id,
    run_id: run.id,
    env: "",
    step_id: item.stepId,
    attempt: item.attempt,
    max_attempts: fn.maxAttempts,
    qi_id: item.id,
    request_id: requestId,
    generation_id: item.generation,
    job_id: item.id,
    disable_immediate_execution: run.isForcePlan,
    use_api: isUseApi,
    stack: { stack, current: stack.length },
  };
  const body =
    `{"event":${state.events[0] ?? "{}"},"events":[${isUseApi ? "" : state.events.join(",")}],` +
    `"steps":${isUseApi ? "{}" : stepsJson(state)},"defers":${JSON.stringify(defers)},` +
    `"version":${run.reqVersion},"use_api":${isUseApi},"ctx":${JSON.stringify(context)}}`;
  return {
    url: withStepId(fn.url, item.stepId),
    headers: {
      "content-type": "application/json",
      "user-agent": "modomo-engine",
      "x-run-id": run.id,
      "x-inngest-step-id": item.stepId,
      "x-inngest-req-version": String(run.reqVersion),
      "x-request-id": requestId,
      "x-inngest-job-id": item.id,
      "x-inngest-generation-id": String(item.generation),
      "x-inngest-server-kind": core.config.signingKey ? "cloud" : "dev",
    },
    body,
    steps: stack.length,
    stateBytes: state.bytes,
  };
}

export type RunState = { events: string[]; memos: { id: string; memoJson: string }[]; bytes: number };

/** The run's trigger events and finished steps, as stored text. */
export function runState(core: Core, run: Run): RunState {
  const events = core.runs.eventIds(run).flatMap((id) => core.events.get(id)?.json ?? []);
  const memos = core.steps.memos(run.id);
  let bytes = 0;
  for (const event of events) bytes += event.length;
  for (const { memoJson } of memos) bytes += memoJson.length;
  return { events, memos, bytes };
}

/** `{"<step id>": <memo>, …}` in the order the steps finished. */
export function stepsJson({ memos }: RunState): string {
  return `{${memos.map(({ id, memoJson }) => `${JSON.stringify(id)}:${memoJson}`).join(",")}}`;
}

function withStepId(functionUrl: string, stepId: string): string {
  const url = new URL(functionUrl);
  url.searchParams.set("stepId", stepId);
  return url.href;
}
