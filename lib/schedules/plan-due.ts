import type { NewSchedule } from "@/lib/contracts/schedules";
import { lastRuns, nextRuns } from "./cron";

/** A time this long past is still on time: the clock looks once a minute, and a restart takes a while. */
const GRACE_MS = 5 * 60_000;

export interface DueSchedule extends Pick<NewSchedule, "cron" | "timezone" | "missed_policy" | "missed_max"> {
  /** ISO 8601; null before anyone has looked. */
  next_run_at: string | null;
}

export interface DuePlan {
  /** When to look again; null when it is never due again. */
  next: string | null;
  runs: { due_at: string; status: "pending" | "skipped"; note?: string }[];
}

/** What becomes of the times at which a schedule was due up to `now`, by its missed-run policy; oldest first. */
export function planDue(schedule: DueSchedule, now: Date): DuePlan {
  const { cron, timezone, missed_policy: policy, missed_max: max, next_run_at: expected } = schedule;
  const next = nextRuns(cron, timezone, { from: now, count: 1 })[0]?.toISOString() ?? null;
  if (expected === null) return { next, runs: [] };
  const first = new Date(expected);
  const known = lastRuns(cron, timezone, { until: now, count: max + 1 }).filter((due) => due >= first);
  const dues = known.length > 0 ? known : [first];
  const isOnTime = (due: Date) => now.getTime() - due.getTime() <= GRACE_MS;

  const wanted = { skip: dues.slice(-1).filter(isOnTime), once: dues.slice(-1), all: dues.slice(-max) }[policy];
  const left = dues.slice(0, dues.length - wanted.length).at(-1);
  const runs: DuePlan["runs"] = wanted.map((due) => ({
    due_at: due.toISOString(),
    status: "pending",
    ...(isOnTime(due) ? {} : { note: "made up for, late" }),
  }));
  if (left)
    runs.unshift({
      due_at: left.toISOString(),
      status: "skipped",
      note: "passed while nothing looked, as did any before it",
    });
  return { next, runs };
}
