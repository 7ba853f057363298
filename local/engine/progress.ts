import type { Core } from "./core.ts";
import type { Json, Run, Step } from "./types.ts";

/** How a step ended, in the form the SDK reads back: `{"data":…}`, `{"error":…}` or `null`. */
export type Ending = { memoJson: string; status: "completed" | "failed" };

/** What is known of a step that was never planned before it ended. */
export type StepFacts = { id: string; op: string; name: string; isRace: boolean };

export const completed = (data: unknown): Ending => ({
  memoJson: `{"data":${JSON.stringify(data ?? null)}}`,
  status: "completed",
});
export const failed = (error: unknown): Ending => ({
  memoJson: `{"error":${JSON.stringify(error)}}`,
  status: "failed",
});
export const NOTHING: Ending = { memoJson: "null", status: "completed" };

/**
 * Notes that a step will end later, by a call of its own, a timer or an event.
 * @param groupKey siblings reported together; the last of them to end asks the function what comes next.
 * @returns false when the step was known already: reporting it again changes nothing.
 */
export function planStep(core: Core, run: Run, facts: StepFacts, groupKey: string | null): boolean {
  const known = core.steps.get(run.id, facts.id);
  if (known && known.status !== "retrying") return false;
  const queuedAt = core.now();
  const planned = {
    status: "planned",
    groupKey,
    memoJson: null,
    attempt: 0,
    queuedAt,
    startedAt: null,
    endedAt: null,
  } as const;
  core.steps.put(run.id, { ...facts, ...planned });
  return true;
}

/** Notes that attempt number `attempt` (0 is the first) of a step failed and that it will be tried again. */
export function noteFailedAttempt(core: Core, run: Run, facts: StepFacts, attempt: number, error: Json): void {
  const known = core.steps.get(run.id, facts.id);
  if (known && isEnded(known)) return;
  const nowMs = core.now();
  core.failedAttempts.add(run.id, { stepId: facts.id, attempt, error, atMs: nowMs });
  const fresh = {
    ...facts,
    status: "retrying",
    groupKey: null,
    memoJson: null,
    queuedAt: nowMs,
    startedAt: nowMs,
  } as const;
  core.steps.put(run.id, { ...(known ?? fresh), attempt: attempt + 1, endedAt: null });
}

const isEnded = (step: Step): boolean => step.status === "completed" || step.status === "failed";

/** Stores how a step ended. The first ending wins. */
export function endStep(core: Core, run: Run, facts: StepFacts, ending: Ending): Step {
  const known = core.steps.get(run.id, facts.id);
  if (known && isEnded(known)) return known;
  const nowMs = core.now();
  const base = known ?? { ...facts, groupKey: null, attempt: 0, queuedAt: nowMs, startedAt: nowMs };
  const step: Step = { ...base, ...ending, endedAt: nowMs };
  core.steps.put(run.id, step);
  return step;
}

/**
 * Asks the function what comes after a step, unless siblings of the step still have to end (a race does not wait for
 * them). At most one unsent question per run: it will carry the newest state anyway.
 */
export function discoverAfter(core: Core, run: Run, step: Step): void {
  const waits = step.groupKey !== null && !step.isRace && core.steps.hasPending(run.id, step.groupKey);
  if (waits || core.queue.hasReadyDiscovery(run.id)) return;
  const isForcePlan = run.reqVersion >= 2 ? core.steps.hasPending(run.id) : run.isForcePlan;
  setProgress(core, run, { isForcePlan });
  const suffix = step.groupKey !== null && !step.isRace ? `${step.groupKey}:discover` : step.id;
  enqueueDiscovery(core, run, `${run.id}:${suffix}`);
}

export function enqueueDiscovery(core: Core, run: Run, id: string, attempt = 0): void {
  const nowMs = core.now();
  core.queue.add(
    { id, runId: run.id, kind: "edge", stepId: "step", attempt, at: nowMs, lane: run.lane, ord: run.ord },
    nowMs,
  );
}

/** Updates the run in place and on disk, when something changed. */
export function setProgress(core: Core, run: Run, change: Partial<Pick<Run, "reqVersion" | "isForcePlan">>): void {
  const next = { ...run, ...change };
  if (next.reqVersion === run.reqVersion && next.isForcePlan === run.isForcePlan) return;
  Object.assign(run, change);
  core.runs.saveProgress(run);
}

/** Ends a step from outside a call (timer, event, signal, child run) and goes on. */
export function resume(core: Core, runId: string, stepId: string, ending: Ending): void {
  const run = core.runs.get(runId);
  const step = core.steps.get(runId, stepId);
  if (!run || run.endedAt !== null || !step) return;
  discoverAfter(core, run, endStep(core, run, step, ending));
}
