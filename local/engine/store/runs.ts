import type { Run, RunStatus } from "../types.ts";
import { flag, integer, integerOrNull, text, textOrNull } from "./columns.ts";
import type { Database, Row } from "./database.ts";

export type RunStore = ReturnType<typeof createRunStore>;
export type NewRun = Pick<
  Run,
  "id" | "fn" | "eventId" | "batchId" | "cron" | "ord" | "queuedAt" | "singletonKey" | "lane"
>;

export function createRunStore(db: Database) {
  const insert = db.prepare(`INSERT INTO runs
    (id, fn, status, event_id, batch_id, cron, req_version, force_plan, ord, queued_at, singleton_key, lane)
    VALUES (?, ?, 'Scheduled', ?, ?, ?, -1, 0, ?, ?, ?, ?)`);
  const insertEvent = db.prepare("INSERT INTO run_events (run_id, position, event_id) VALUES (?, ?, ?)");
  const select = db.prepare("SELECT * FROM runs WHERE id = ?");
  const selectEvents = db.prepare("SELECT event_id FROM run_events WHERE run_id = ? ORDER BY position");
  const start = db.prepare("UPDATE runs SET status = 'Running', started_at = ? WHERE id = ? AND started_at IS NULL");
  const progress = db.prepare("UPDATE runs SET req_version = ?, force_plan = ? WHERE id = ?");
  const finish = db.prepare(
    "UPDATE runs SET status = ?, output_json = ?, ended_at = ? WHERE id = ? AND ended_at IS NULL",
  );
  const byEvent = db.prepare(`SELECT * FROM runs WHERE event_id = ?1
    UNION SELECT * FROM runs WHERE id IN (SELECT run_id FROM run_events WHERE event_id = ?1) ORDER BY id`);
  const active = db.prepare("SELECT * FROM runs WHERE fn = ? AND ended_at IS NULL AND id > ? ORDER BY id LIMIT ?");
  const countByStatus = db.prepare("SELECT status, count(*) AS n FROM runs GROUP BY status");

  return {
    add: (run: NewRun, eventIds: string[]): void => {
      insert.run(run.id, run.fn, run.eventId, run.batchId, run.cron, run.ord, run.queuedAt, run.singletonKey, run.lane);
      if (eventIds.length > 1) eventIds.forEach((eventId, position) => void insertEvent.run(run.id, position, eventId));
    },
    get: (id: string): Run | null => {
      const row = select.get(id);
      return row ? toRun(row) : null;
    },
    /** Ids of the trigger events in order; one, or a batch. */
    eventIds: (run: Run): string[] => {
      const ids = run.batchId ? selectEvents.all(run.id).map((row) => text(row.event_id)) : [];
      return ids.length > 0 ? ids : [run.eventId];
    },
    /** True for the first start only. */
    start: (id: string, nowMs: number): boolean => start.run(nowMs, id) > 0,
    saveProgress: (run: Run): void => void progress.run(run.reqVersion, Number(run.isForcePlan), run.id),
    /** False when the run had ended before. */
    finish: (id: string, status: RunStatus, outputJson: string | null, nowMs: number): boolean =>
      finish.run(status, outputJson, nowMs, id) > 0,
    byEvent: (eventId: string): Run[] => byEvent.all(eventId).map(toRun),
    /** A page of the unfinished runs of one function, oldest first, after run `afterId`. */
    active: (fn: string, afterId: string, limit: number): Run[] => active.all(fn, afterId, limit).map(toRun),
    countByStatus: (): Map<string, number> =>
      new Map(countByStatus.all().map((row) => [text(row.status), integer(row.n)])),
  };
}

const toRun = (row: Row): Run => ({
  id: text(row.id),
  fn: text(row.fn),
  status: text(row.status) as RunStatus, // only `add`, `start` and `finish` write it
  eventId: text(row.event_id),
  batchId: textOrNull(row.batch_id),
  cron: textOrNull(row.cron),
  reqVersion: integer(row.req_version),
  isForcePlan: flag(row.force_plan),
  ord: integer(row.ord),
  queuedAt: integer(row.queued_at),
  startedAt: integerOrNull(row.started_at),
  endedAt: integerOrNull(row.ended_at),
  outputJson: textOrNull(row.output_json),
  singletonKey: textOrNull(row.singleton_key),
  lane: text(row.lane),
});
