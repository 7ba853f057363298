import type { Core } from "./core.ts";
import { compile, matches } from "./expression/expression.ts";
import { ExpressionError } from "./expression/types.ts";
import { cancelRun } from "./finish.ts";
import type { EngineFunction } from "./registry/function.ts";
import { scopeOf } from "./scope.ts";
import type { Cancellation } from "./store/cancellations.ts";
import type { EngineEvent, QueueItem, Run } from "./types.ts";
import { ulid } from "./ulid.ts";

/** Runs looked at in one tick: a hundred thousand queued runs are cancelled without holding anything else up. */
const PAGE = 200;

export type CancellationRequest = {
  fn: EngineFunction;
  startedAfter: number | null;
  startedBefore: number;
  expression: string | null;
};

/** Stores an order and starts working through the runs it covers. @returns what is wrong with it, as text. */
export function createCancellation(core: Core, { fn, ...request }: CancellationRequest): Cancellation | string {
  try {
    if (request.expression) compile(request.expression);
  } catch (error) {
    if (error instanceof ExpressionError)
      return `The expression "${request.expression}" is not valid: ${error.message}.`;
    throw error;
  }
  const nowMs = core.now();
  const cancellation: Cancellation = { ...request, id: ulid(nowMs), app: fn.app, fn: fn.slug, createdAt: nowMs };
  core.cancellations.add(cancellation);
  addTimer(core, cancellation.id, "", 0);
  return cancellation;
}

/** Cancels the next page of runs, and comes back for more. */
export function continueCancellation(core: Core, { stepId: id, dataJson }: QueueItem): void {
  const cancellation = core.cancellations.get(id);
  if (!cancellation) return;
  const { afterId, page } = JSON.parse(dataJson ?? "{}") as { afterId: string; page: number }; // written by addTimer
  const runs = core.runs.active(cancellation.fn, afterId, PAGE);
  for (const run of runs) {
    const event = core.events.get(run.eventId);
    if (event && covers(cancellation, run, event)) cancelRun(core, run.id, `cancellation ${id} covers it`);
  }
  const last = runs.at(-1);
  if (last && runs.length === PAGE) addTimer(core, id, last.id, page + 1);
}

/** Cancels a run that was just created, if an order covers the future too. */
export function cancelIfOrdered(core: Core, run: Pick<Run, "id" | "fn" | "queuedAt">, event: EngineEvent): void {
  for (const cancellation of core.cancellations.open(run.fn, run.queuedAt)) {
    if (covers(cancellation, run, event)) cancelRun(core, run.id, `cancellation ${cancellation.id} covers it`);
  }
}

function covers(
  { startedAfter, startedBefore, expression }: Cancellation,
  run: Pick<Run, "queuedAt">,
  event: EngineEvent,
): boolean {
  if (run.queuedAt >= startedBefore || (startedAfter !== null && run.queuedAt <= startedAfter)) return false;
  return !expression || matches(compile(expression), scopeOf(event));
}

function addTimer(core: Core, id: string, afterId: string, page: number): void {
  const nowMs = core.now();
  const dataJson = JSON.stringify({ afterId, page });
  core.queue.add(
    {
      id: `cancellation:${id}:${page}`,
      runId: null,
      kind: "cancellation",
      stepId: id,
      at: nowMs,
      lane: "",
      ord: nowMs,
      dataJson,
    },
    nowMs,
  );
}
