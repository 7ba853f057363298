import { expect, test } from "vitest";
import { InvalidInputError } from "@/lib/errors";
import { checkSchedule } from "@/lib/schedules/check-schedule";
import { lastRuns, nextRuns } from "@/lib/schedules/cron";
import { type DueSchedule, planDue } from "@/lib/schedules/plan-due";

const hourly = (over: Partial<DueSchedule> = {}): DueSchedule => ({
  cron: "0 * * * *",
  timezone: "UTC",
  missed_policy: "once",
  missed_max: 3,
  next_run_at: "2026-05-01T10:00:00.000Z",
  ...over,
});
const at = (time: string) => new Date(`2026-05-01T${time}:00Z`);
const said = (schedule: DueSchedule, now: Date) =>
  planDue(schedule, now).runs.map(({ due_at, status }) => `${due_at.slice(11, 16)} ${status}`);

test("on time it runs once, and looks again at the next time", () => {
  expect(planDue(hourly(), at("10:01"))).toEqual({
    next: "2026-05-01T11:00:00.000Z",
    runs: [{ due_at: "2026-05-01T10:00:00.000Z", status: "pending" }],
  });
});

test("one that nobody has looked at yet starts nothing for the past", () => {
  expect(planDue(hourly({ next_run_at: null }), at("10:30"))).toEqual({ next: "2026-05-01T11:00:00.000Z", runs: [] });
});

test.each<[DueSchedule["missed_policy"], string, string[]]>([
  ["skip", "15:30", ["15:00 skipped"]],
  ["skip", "15:02", ["14:00 skipped", "15:00 pending"]],
  ["once", "15:30", ["14:00 skipped", "15:00 pending"]],
  ["all", "15:30", ["12:00 skipped", "13:00 pending", "14:00 pending", "15:00 pending"]],
  ["all", "12:30", ["10:00 pending", "11:00 pending", "12:00 pending"]],
])("away from 10:00, policy %s at %s: %j", (missed_policy, now, expected) => {
  expect(said(hourly({ missed_policy }), at(now))).toEqual(expected);
});

test("what is made up for late says so", () => {
  expect(planDue(hourly(), at("10:30")).runs).toMatchObject([
    { status: "pending", note: expect.stringContaining("late") },
  ]);
});

test("years away give no more runs than the policy allows", () => {
  const everyMinute = hourly({ cron: "* * * * *", missed_policy: "all", missed_max: 100 });
  expect(planDue({ ...everyMinute, next_run_at: "2020-01-01T00:00:00.000Z" }, at("10:00")).runs).toHaveLength(101);
});

const zoned = (cron: string, from: string, count: number, timezone = "Europe/Berlin") =>
  nextRuns(cron, timezone, { from: new Date(from), count }).map((date) => date.toISOString().slice(0, 16));

test("a time the spring leaves out comes when the clocks have changed, once", () => {
  expect(zoned("30 2 * * *", "2026-03-28T12:00:00Z", 2)).toEqual(["2026-03-29T01:00", "2026-03-30T00:30"]);
});

test("a time the autumn has twice comes once", () => {
  expect(zoned("30 2 * * *", "2026-10-24T12:00:00Z", 2)).toEqual(["2026-10-25T00:30", "2026-10-26T01:30"]);
});

test("every hour stays every hour across both changes", () => {
  const hours = (from: string) => zoned("0 * * * *", from, 6).map((time) => Date.parse(`${time}Z`));
  for (const from of ["2026-03-28T23:30:00Z", "2026-10-24T22:30:00Z"]) {
    const times = hours(from);
    expect(times.slice(1).map((time, index) => time - (times[index] ?? 0))).toEqual(Array(5).fill(3_600_000));
  }
});

test("the same wall-clock time is another moment in summer", () => {
  expect(zoned("0 9 * * *", "2026-03-28T00:00:00Z", 2)).toEqual(["2026-03-28T08:00", "2026-03-29T07:00"]);
});

test("a missed day across the change is found looking back", () => {
  const last = lastRuns("30 2 * * *", "Europe/Berlin", { until: new Date("2026-10-26T12:00:00Z"), count: 3 });
  expect(last.map((date) => date.toISOString().slice(0, 16))).toEqual([
    "2026-10-24T00:30",
    "2026-10-25T00:30",
    "2026-10-26T01:30",
  ]);
});

const refusal = (over: object) => {
  try {
    checkSchedule({ cron: "0 4 * * *", timezone: "UTC", kind: "classify", input: {}, ...over });
    return null;
  } catch (error) {
    return error instanceof InvalidInputError
      ? error.errors.map(({ field, message }) => `${field}: ${message}`).join()
      : error;
  }
};

test.each([
  [{ cron: "99 * * * *" }, 'cron: the minute "99"'],
  [{ cron: "* 25 * * *" }, 'cron: the hour "25"'],
  [{ cron: "* * 0 * *" }, 'cron: the day of the month "0"'],
  [{ cron: "* * * 13 *" }, 'cron: the month "13"'],
  [{ cron: "* * * * 9" }, 'cron: the day of the week "9"'],
  [{ cron: "*/0 * * * *" }, "cron: the minute"],
  [{ cron: "* * * *" }, "cron: give five fields"],
  [{ cron: "@daily" }, "cron: give five fields"],
  [{ cron: "0 0 31 2 *" }, "cron: no such day ever comes"],
  [{ timezone: "Mars/Olympus" }, "timezone: there is no time zone"],
  [{ input: { limit: 0 } }, "input"],
  [{ input: { colour: 1 } }, "input"],
  [{ input: { priority: 12 } }, "input.priority"],
  [{ kind: "detect", input: {} }, "input: give scene_id"],
  [{ kind: "retention", input: { days: 3 } }, "input"],
])("%j is refused by field", (over, expected) => {
  expect(refusal(over)).toContain(expected);
});

test.each([
  [{}],
  [{ cron: "*/15 8-18 * * mon-fri", timezone: "America/New_York" }],
  [{ kind: "scrape", input: { source: "gallery", limit: 5, priority: 2 } }],
  [{ kind: "backfill", input: { limit: 50 } }],
])("%j is fine", (over) => {
  expect(refusal(over)).toBeNull();
});
