import type { Run } from "@/lib/contracts/jobs";

/** Where something lies on the time axis, in percent of its width. */
export interface Span {
  leftPercent: number;
  widthPercent: number;
}

export interface TimelineStep extends Span {
  key: string;
  name: string;
  status: Run["status"];
  attempt: number;
  durationMs: number;
  error: string | null;
}

export interface TimelineRun extends TimelineStep {
  steps: TimelineStep[];
}

export interface Timeline {
  totalMs: number;
  runs: TimelineRun[];
}

/** Narrower than this a bar cannot be seen. */
const WIDTH_MIN_PERCENT = 0.6;

/**
 * Lays runs and their steps on one axis from the first start to the last end; what still runs ends at `nowMs`.
 * Order: by start. A repeated step keeps every attempt.
 */
export function prepareTimeline(runs: readonly Run[], nowMs: number): Timeline {
  const startMs = Math.min(...runs.map((run) => Date.parse(run.started_at)));
  const endMs = Math.max(...runs.map((run) => endOf(run, nowMs)));
  const totalMs = runs.length === 0 ? 0 : Math.max(1, endMs - startMs);
  const place = (part: Timed): Span & { durationMs: number } => {
    const fromMs = Date.parse(part.started_at);
    const durationMs = Math.max(0, endOf(part, nowMs) - fromMs);
    const widthPercent = Math.min(100, Math.max(WIDTH_MIN_PERCENT, (durationMs / totalMs) * 100));
    const leftPercent = Math.min(100 - widthPercent, Math.max(0, ((fromMs - startMs) / totalMs) * 100));
    return { leftPercent, widthPercent, durationMs };
  };
  return {
    totalMs,
    runs: [...runs].sort(byStart).map((run) => ({
      ...place(run),
      key: run.id,
      name: run.function_id,
      status: run.status,
      attempt: run.attempt,
      error: run.error?.message ?? null,
      steps: [...run.steps].sort(byStart).map((step) => ({
        ...place(step),
        key: `${step.id}/${step.attempt}`,
        name: step.name,
        status: step.status,
        attempt: step.attempt,
        error: step.error?.message ?? null,
      })),
    })),
  };
}

type Timed = Pick<Run, "started_at" | "ended_at">;

const endOf = (part: Timed, nowMs: number): number => Date.parse(part.ended_at ?? "") || nowMs;

const byStart = (a: Timed, b: Timed): number => Date.parse(a.started_at) - Date.parse(b.started_at);
