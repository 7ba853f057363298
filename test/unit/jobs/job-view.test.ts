import { expect, test } from "vitest";
import type { Tables } from "@/lib/db/client";
import { isBefore } from "@/lib/jobs/is-before";
import { toJob } from "@/lib/jobs/job-view";

const ID = "0199f000-0000-7000-8000-000000000001";
const row = (over: Partial<Tables<"jobs">>): Tables<"jobs"> => ({
  id: ID,
  kind: "detect",
  queue: "detection",
  priority: 5,
  status: "running",
  attempt: 1,
  parent_job_id: null,
  root_job_id: ID,
  input: {},
  message: "",
  is_sealed: false,
  total: 0,
  completed: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
  finished_by: null,
  error: null,
  created_by: null,
  sent_at: "2026-01-01T00:00:00+00:00",
  created_at: "2026-01-01T00:00:00+00:00",
  started_at: null,
  finished_at: null,
  updated_at: "2026-01-01T00:00:00+00:00",
  ...over,
});

test.each<{ name: string; over: Partial<Tables<"jobs">>; current: number; progress: number; message: string }>([
  { name: "not begun", over: { status: "queued" }, current: 0, progress: 0, message: "waiting to start" },
  { name: "begun, nothing found yet", over: {}, current: 0, progress: 0, message: "looking for work" },
  {
    name: "ended with nothing to do",
    over: { status: "completed" },
    current: 0,
    progress: 100,
    message: "nothing to do",
  },
  {
    name: "a third done",
    over: { total: 3, completed: 1 },
    current: 1,
    progress: 33.3,
    message: "1 of 3 analysed",
  },
  {
    name: "every way an item can end counts as done and is named",
    over: { total: 10, completed: 3, failed: 1, skipped: 2, cancelled: 1, kind: "scrape" },
    current: 7,
    progress: 70,
    message: "3 of 10 collected, 1 failed, 2 known already, 1 cancelled",
  },
  {
    name: "what was cancelled is over, and said",
    over: { status: "cancelled", total: 4, completed: 2, cancelled: 2 },
    current: 4,
    progress: 100,
    message: "2 of 4 analysed, 2 cancelled",
  },
])("progress of a job: $name", ({ over, current, progress, message }) => {
  const job = toJob(row(over));
  expect(job.progress).toEqual({ current, total: over.total ?? 0, progress, message });
});

test.each([
  [null, "2026-01-01T00:00:00Z", false],
  ["2026-01-01T00:00:00+00:00", "2026-01-01T00:00:01Z", true],
  ["2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", false],
  ["2026-01-01T00:59:59+01:00", "2026-01-01T00:00:00Z", true],
])("done at %s is before %s: %s", (doneAt, moment, expected) => {
  expect(isBefore(doneAt, moment)).toBe(expected);
});
