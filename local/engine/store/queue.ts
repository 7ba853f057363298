import type { QueueItem, QueueKind } from "../types.ts";
import { integer, integerOrNull, text, textOrNull } from "./columns.ts";
import type { Database, Row } from "./database.ts";

export type QueueStore = ReturnType<typeof createQueueStore>;
export type NewItem = Omit<QueueItem, "seq" | "generation" | "attempt" | "dataJson"> &
  Partial<Pick<QueueItem, "generation" | "attempt" | "dataJson">>;

const SCHEDULED = 0;
const READY = 1;
const LEASED = 2;
/** Kinds that are handed to the app through lanes; all others are the engine's own timers. */
const DISPATCHED: ReadonlySet<QueueKind> = new Set(["edge", "gateway"]);

/**
 * The durable queue. Items wait for their time, become ready in their lane, and are leased while they are being
 * called. Timers never become ready: they fire as soon as they are due.
 * @param onReady told of every item that became ready, so that its lane is looked at.
 */
export function createQueueStore(db: Database, onReady: (lane: string, ord: number) => void) {
  const insert = db.prepare(`INSERT INTO queue
    (id, run_id, kind, step_id, attempt, generation, state, at, lane, ord, data_json)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const get = db.prepare("SELECT * FROM queue WHERE id = ?");
  const remove = db.prepare("DELETE FROM queue WHERE id = ?");
  const removeRun = db.prepare("DELETE FROM queue WHERE run_id = ?");
  const due = db.prepare("SELECT * FROM queue WHERE state = 0 AND at <= ? ORDER BY at, seq LIMIT ?");
  const nextAt = db.prepare("SELECT min(at) AS at FROM queue WHERE state = 0");
  const setReady = db.prepare("UPDATE queue SET state = 1 WHERE seq = ?");
  const head = db.prepare("SELECT * FROM queue WHERE state = 1 AND lane = ? ORDER BY ord, seq LIMIT 2");
  const lease = db.prepare("UPDATE queue SET state = 2, generation = generation + 1 WHERE seq = ?");
  const unlease = db.prepare("UPDATE queue SET state = 1 WHERE state = 2");
  const lanes = db.prepare("SELECT lane, min(ord) AS ord FROM queue WHERE state = 1 GROUP BY lane");
  const hasReady = db.prepare(
    "SELECT 1 FROM queue WHERE run_id = ? AND state = 1 AND kind = 'edge' AND step_id = 'step' LIMIT 1",
  );
  const hasWork = db.prepare(
    "SELECT 1 FROM queue WHERE run_id = ? AND kind NOT IN ('start-timeout', 'finish-timeout') LIMIT 1",
  );
  const byRun = db.prepare("SELECT * FROM queue WHERE run_id = ? ORDER BY seq");
  const resetAttempt = db.prepare("UPDATE queue SET attempt = 0 WHERE id = ?");
  const byKind = db.prepare("SELECT * FROM queue WHERE state = 0 AND kind = ?");
  const countByState = [SCHEDULED, READY, LEASED].map((state) =>
    db.prepare(`SELECT count(*) AS n FROM queue WHERE state = ${state}`),
  );
  const oldest = db.prepare("SELECT min(at) AS at FROM queue WHERE state = 1");

  /** No scheduled item is due before this: lets ticks pass without a look at the table. A rollback leaves it too early, never too late. */
  let nothingDueBefore = 0;

  return {
    /** False when an item of this id is queued already. */
    add: (item: NewItem, nowMs: number): boolean => {
      const isReady = DISPATCHED.has(item.kind) && item.at <= nowMs;
      const changes = insert.run(
        item.id,
        item.runId,
        item.kind,
        item.stepId,
        item.attempt ?? 0,
        item.generation ?? 0,
        isReady ? READY : SCHEDULED,
        item.at,
        item.lane,
        item.ord,
        item.dataJson ?? null,
      );
      if (changes > 0 && isReady) onReady(item.lane, item.ord);
      if (changes > 0 && !isReady) nothingDueBefore = Math.min(nothingDueBefore, item.at);
      return changes > 0;
    },
    /** The item while it is leased in this generation; null once it was finished, cancelled or handed out again. */
    leased: (id: string, generation: number): QueueItem | null => {
      const row = get.get(id);
      return row?.state === LEASED && row.generation === generation ? toItem(row) : null;
    },
    remove: (id: string): boolean => remove.run(id) > 0,
    removeRun: (runId: string): void => void removeRun.run(runId),
    due: (nowMs: number, limit: number): QueueItem[] => {
      if (nowMs < nothingDueBefore) return [];
      const items = due.all(nowMs, limit).map(toItem);
      nothingDueBefore = items.length > 0 ? 0 : (integerOrNull(nextAt.get()?.at) ?? Number.POSITIVE_INFINITY);
      return items;
    },
    /** No later than the next scheduled item; Infinity when there is none. */
    nextAt: (): number => nothingDueBefore,
    isDispatched: (item: QueueItem): boolean => DISPATCHED.has(item.kind),
    makeReady: (item: QueueItem): void => {
      setReady.run(item.seq);
      onReady(item.lane, item.ord);
    },
    /** The first ready item of a lane, and the order of the one behind it. */
    head: (lane: string): { item: QueueItem; nextOrd: number | null } | null => {
      const [first, second] = head.all(lane);
      return first ? { item: toItem(first), nextOrd: second ? integer(second.ord) : null } : null;
    },
    lease: (item: QueueItem): QueueItem => {
      lease.run(item.seq);
      return { ...item, generation: item.generation + 1 };
    },
    /** After a restart: what was being called is ready again; its next lease has a higher generation. */
    expireLeases: (): number => unlease.run(),
    readyLanes: (): { lane: string; ord: number }[] =>
      lanes.all().map((row) => ({ lane: text(row.lane), ord: integer(row.ord) })),
    hasReadyDiscovery: (runId: string): boolean => hasReady.get(runId) !== undefined,
    hasWork: (runId: string): boolean => hasWork.get(runId) !== undefined,
    byRun: (runId: string): QueueItem[] => byRun.all(runId).map(toItem),
    resetAttempt: (id: string): void => void resetAttempt.run(id),
    timersOfKind: (kind: QueueKind): QueueItem[] => byKind.all(kind).map(toItem),
    depth: (): { scheduled: number; ready: number; leased: number; oldestReadyAt: number | null } => {
      const [scheduled = 0, ready = 0, leased = 0] = countByState.map((statement) => integer(statement.get()?.n));
      return {
        scheduled,
        ready,
        leased,
        oldestReadyAt: integerOrNull(oldest.get()?.at),
      };
    },
  };
}

const toItem = (row: Row): QueueItem => ({
  seq: integer(row.seq),
  id: text(row.id),
  runId: textOrNull(row.run_id),
  kind: text(row.kind) as QueueKind, // written by `add` only
  stepId: text(row.step_id),
  attempt: integer(row.attempt),
  generation: integer(row.generation),
  at: integer(row.at),
  lane: text(row.lane),
  ord: integer(row.ord),
  dataJson: textOrNull(row.data_json),
});
