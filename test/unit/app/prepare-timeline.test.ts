import { expect, test } from "vitest";
import { prepareTimeline } from "@/app/(dashboard)/jobs/[id]/prepare-timeline";
import type { Run } from "@/lib/contracts/jobs";

const START_MS = Date.UTC(2026, 10, 24, 10);
const at = (seconds: number) => new Date(START_MS + seconds * 1000).toISOString();

function aRun(change: Partial<Run> & Pick<Run, "id">): Run {
  return {
    function_id: "detect-chunk",
    job_id: null,
    status: "completed",
    attempt: 0,
    started_at: at(0),
    ended_at: at(10),
    error: null,
    steps: [],
    ...change,
  };
}

test("no runs, no axis", () => {
  expect(prepareTimeline([], START_MS)).toEqual({ totalMs: 0, runs: [] });
});

test("runs lie between the first start and the last end, in order of start", () => {
  const late = aRun({ id: "late", started_at: at(5), ended_at: at(20) });
  const early = aRun({ id: "early", started_at: at(0), ended_at: at(10) });
  const { totalMs, runs } = prepareTimeline([late, early], START_MS + 99_000);
  expect(totalMs).toBe(20_000);
  expect(runs.map(({ key, leftPercent, widthPercent }) => [key, leftPercent, widthPercent])).toEqual([
    ["early", 0, 50],
    ["late", 25, 75],
  ]);
});

test("what still runs reaches to now", () => {
  const running = aRun({ id: "running", status: "running", started_at: at(0), ended_at: null });
  const { totalMs, runs } = prepareTimeline([running], START_MS + 4_000);
  expect(totalMs).toBe(4_000);
  expect(runs[0]).toMatchObject({ durationMs: 4_000, leftPercent: 0, widthPercent: 100 });
});

test("a step too short to see keeps a visible bar inside the axis", () => {
  const step = { id: "s", name: "save", status: "completed" as const, attempt: 0, error: null };
  const run = aRun({ id: "r", steps: [{ ...step, started_at: at(10), ended_at: at(10) }] });
  const bar = prepareTimeline([run], START_MS).runs[0]?.steps[0];
  expect(bar?.widthPercent).toBeGreaterThan(0);
  expect((bar?.leftPercent ?? 0) + (bar?.widthPercent ?? 0)).toBeLessThanOrEqual(100);
});

test("every attempt of a step is kept apart", () => {
  const step = { id: "s", name: "analyze", started_at: at(1), ended_at: at(2) };
  const failed = { ...step, status: "failed" as const, attempt: 0, error: { code: "upstream", message: "no answer" } };
  const done = { ...step, status: "completed" as const, attempt: 1, error: null };
  const steps = prepareTimeline([aRun({ id: "r", steps: [failed, done] })], START_MS).runs[0]?.steps;
  expect(new Set(steps?.map(({ key }) => key)).size).toBe(2);
  expect(steps?.map(({ error }) => error)).toEqual(["no answer", null]);
});

test("a clock behind the server's gives no negative length", () => {
  const running = aRun({ id: "running", status: "running", started_at: at(0), ended_at: null });
  expect(prepareTimeline([running], START_MS - 5_000).runs[0]?.durationMs).toBe(0);
});
