import {
  type NewSchedule,
  type Schedule,
  type ScheduleChange,
  type ScheduleKind,
  type ScheduleRun,
  scheduleRunSchema,
  scheduleSchema,
} from "@/lib/contracts/schedules";
import type { Db, Json, Tables } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { checkSchedule } from "./check-schedule";
import { nextRuns } from "./cron";
import { type DuePlan, type DueSchedule, planDue } from "./plan-due";

const NEXT_SHOWN = 5;
const AT_ONCE = 100;

const toSchedule = (row: Tables<"schedules">, now: Date): Schedule =>
  scheduleSchema.parse({
    ...row,
    kind: row.job_kind,
    enabled: row.is_enabled,
    next_runs: nextRuns(row.cron, row.timezone, { from: now, count: NEXT_SHOWN }).map((date) => date.toISOString()),
  });

const toColumns = ({ kind, enabled, input, ...rest }: ScheduleChange) => ({
  ...rest,
  ...(kind === undefined ? {} : { job_kind: kind }),
  ...(enabled === undefined ? {} : { is_enabled: enabled }),
  ...(input === undefined ? {} : { input: input as Record<string, Json> }),
});

/** Built-in ones first made come last. @throws {InvalidInputError} the cursor is not ours. */
export async function listSchedules(
  db: Db,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  now = new Date(),
): Promise<{ items: Schedule[]; next_cursor: string | null }> {
  const after = decodeCursor(cursor);
  let query = db
    .from("schedules")
    .select("*")
    .order("id", { ascending: false })
    .limit(limit + 1);
  if (after) query = query.lt("id", after);
  const { data } = await query.throwOnError();
  return toPage(data, limit, (row) => toSchedule(row, now));
}

/** @throws {NotFoundError} */
export async function getSchedule(db: Db, id: string, now = new Date()): Promise<Schedule> {
  const { data } = await db.from("schedules").select("*").eq("id", id).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no schedule ${id}.`);
  return toSchedule(data, now);
}

/** @throws {InvalidInputError} by field. @throws {ConflictError} the name is taken. */
export async function addSchedule(
  db: Db,
  schedule: NewSchedule,
  { createdBy, now = new Date() }: { createdBy?: string | undefined; now?: Date } = {},
): Promise<Schedule> {
  checkSchedule(schedule);
  const { job_kind = schedule.kind, ...columns } = toColumns(schedule);
  const row = {
    ...columns,
    name: schedule.name,
    cron: schedule.cron,
    job_kind,
    next_run_at: nextRuns(schedule.cron, schedule.timezone, { from: now, count: 1 })[0]?.toISOString() ?? null,
    ...(createdBy ? { created_by: createdBy } : {}),
  };
  const { data, error } = await db.from("schedules").insert(row).select("*").single();
  if (error) throw toNameConflict(error, schedule.name);
  return toSchedule(data, now);
}

/**
 * Changes some fields; times that passed while it was paused are not made up for.
 * @throws {NotFoundError} @throws {InvalidInputError} by field. @throws {ConflictError} the name is taken, or its kind is fixed.
 */
export async function changeSchedule(db: Db, id: string, change: ScheduleChange, now = new Date()): Promise<Schedule> {
  const before = await getSchedule(db, id, now);
  if (before.is_builtin && change.kind && change.kind !== before.kind)
    throw new ConflictError("What a built-in schedule does cannot be changed; make one of your own.");
  const { cron, timezone, kind, input, enabled } = { ...before, ...change };
  checkSchedule({ cron, timezone, kind, input });
  const isNewTime = cron !== before.cron || timezone !== before.timezone || (enabled && !before.enabled);
  const next = nextRuns(cron, timezone, { from: now, count: 1 })[0]?.toISOString() ?? null;
  const row = { ...toColumns(change), ...(isNewTime ? { next_run_at: next } : {}) };
  const { data, error } = await db.from("schedules").update(row).eq("id", id).select("*").single();
  if (error) throw toNameConflict(error, change.name ?? "");
  return toSchedule(data, now);
}

/** Its history goes with it; jobs it started stay. @throws {NotFoundError} @throws {ConflictError} it is built in. */
export async function removeSchedule(db: Db, id: string): Promise<void> {
  const schedule = await getSchedule(db, id);
  if (schedule.is_builtin) throw new ConflictError("A built-in schedule cannot be removed; pause it instead.");
  await db.from("schedules").delete().eq("id", id).throwOnError();
}

const toNameConflict = (error: { code: string }, name: string): unknown =>
  error.code === "23505" ? new ConflictError(`There is a schedule "${name}" already.`) : error;

const RUN_COLUMNS =
  "id, schedule_id, due_at, is_manual, status, note, report, created_at, finished_at, job:jobs(id, status)";

/** Newest first. @throws {NotFoundError} @throws {InvalidInputError} the cursor is not ours. */
export async function listScheduleRuns(
  db: Db,
  scheduleId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ScheduleRun[]; next_cursor: string | null }> {
  await getSchedule(db, scheduleId);
  const after = decodeCursor(cursor);
  let query = db.from("schedule_runs").select(RUN_COLUMNS).eq("schedule_id", scheduleId);
  if (after) query = query.lt("id", after);
  const { data } = await query
    .order("id", { ascending: false })
    .limit(limit + 1)
    .throwOnError();
  return toPage(data, limit, (row) => scheduleRunSchema.parse(row));
}

/** @throws {NotFoundError} */
export async function getScheduleRun(db: Db, runId: string): Promise<ScheduleRun> {
  const { data } = await db.from("schedule_runs").select(RUN_COLUMNS).eq("id", runId).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no run ${runId} of a schedule.`);
  return scheduleRunSchema.parse(data);
}

/** A run that somebody asked for; asked again under the same key it is the same run. */
export async function addManualRun(
  db: Db,
  scheduleId: string,
  { key = null, now = new Date() }: { key?: string | null; now?: Date } = {},
): Promise<string> {
  const row = { schedule_id: scheduleId, due_at: now.toISOString(), is_manual: true, request_key: key };
  const { data, error } = await db.from("schedule_runs").insert(row).select("id").single();
  if (!error) return data.id;
  if (error.code !== "23505") throw error;
  const known = db.from("schedule_runs").select("id").eq("schedule_id", scheduleId);
  const { data: same } =
    key === null ? { data: null } : await known.eq("request_key", key).maybeSingle().throwOnError();
  if (!same) throw new ConflictError("Somebody else asked for a run at this very moment; ask again.");
  return same.id;
}

/** Claims every schedule that is due, each for one caller only; answers how many due times were written down. */
export async function claimDue(db: Db, now = new Date()): Promise<number> {
  const { data } = await db
    .from("schedules")
    .select("id, cron, timezone, missed_policy, missed_max, next_run_at")
    .eq("is_enabled", true)
    .or(`next_run_at.is.null,next_run_at.lte.${now.toISOString()}`)
    .order("id")
    .limit(AT_ONCE)
    .throwOnError();
  const claims = data.map((row) => {
    const { next, runs }: DuePlan = planDue(row as DueSchedule, now);
    return { id: row.id, expected: row.next_run_at, next, runs };
  });
  if (claims.length === 0) return 0;
  const { data: claimed } = await db.rpc("claim_schedules", { claims: claims as unknown as Json }).throwOnError();
  return claimed.length;
}

export interface PendingRun {
  id: string;
  scheduleId: string;
  dueAt: string;
  kind: ScheduleKind;
  input: Record<string, Json>;
  createdBy: string | null;
}

/** Runs that were claimed and may begin now, oldest first; only the one with this id when there is one. */
export async function listPendingRuns(db: Db, runId?: string): Promise<PendingRun[]> {
  const { data } = await db
    .rpc("startable_runs", { only_id: (runId ?? null) as string, at_most: AT_ONCE }) // null is all; the generated type leaves it out
    .throwOnError();
  return data.map(({ id, schedule_id, due_at, kind, input, created_by }) => ({
    id,
    scheduleId: schedule_id,
    dueAt: due_at,
    kind: kind as ScheduleKind,
    input: input as Record<string, Json>,
    createdBy: created_by,
  }));
}

/** Moves a run on from `from`; false when it is not there any more: somebody else was first. */
export async function moveRun(
  db: Db,
  runId: string,
  {
    from,
    ...change
  }: {
    from: ScheduleRun["status"][];
    status: ScheduleRun["status"];
    jobId?: string;
    note?: string;
    report?: Record<string, Json>;
  },
): Promise<boolean> {
  const { status, jobId, note, report } = change;
  const isOver = status !== "running" && status !== "pending";
  const row = {
    status,
    ...(jobId ? { job_id: jobId } : {}),
    ...(note ? { note } : {}),
    ...(report === undefined ? {} : { report }),
    ...(isOver ? { finished_at: new Date().toISOString() } : {}),
  };
  const { data } = await db
    .from("schedule_runs")
    .update(row)
    .eq("id", runId)
    .in("status", from)
    .select("id")
    .throwOnError();
  return data.length > 0;
}
