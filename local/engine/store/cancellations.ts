import { integer, integerOrNull, text, textOrNull } from "./columns.ts";
import type { Database, Row } from "./database.ts";

/** An order to cancel the runs of one function that were queued within a span of time and match an expression. */
export type Cancellation = {
  id: string;
  app: string;
  fn: string;
  startedAfter: number | null;
  startedBefore: number;
  expression: string | null;
  createdAt: number;
};

export type CancellationStore = ReturnType<typeof createCancellationStore>;

export function createCancellationStore(db: Database) {
  const insert = db.prepare(`INSERT INTO cancellations
    (id, app, fn, started_after, started_before, expression, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const get = db.prepare("SELECT * FROM cancellations WHERE id = ?");
  const list = db.prepare("SELECT * FROM cancellations ORDER BY id DESC LIMIT 100");
  const open = db.prepare("SELECT * FROM cancellations WHERE fn = ? AND started_before > ?");
  const remove = db.prepare("DELETE FROM cancellations WHERE id = ?");
  const prune = db.prepare("DELETE FROM cancellations WHERE created_at < ? AND started_before < ?");
  return {
    add: (entry: Cancellation): void =>
      void insert.run(
        entry.id,
        entry.app,
        entry.fn,
        entry.startedAfter,
        entry.startedBefore,
        entry.expression,
        entry.createdAt,
      ),
    get: (id: string): Cancellation | null => {
      const row = get.get(id);
      return row ? toCancellation(row) : null;
    },
    list: (): Cancellation[] => list.all().map(toCancellation),
    /** Those that also cover runs queued now. */
    open: (fn: string, nowMs: number): Cancellation[] => open.all(fn, nowMs).map(toCancellation),
    remove: (id: string): boolean => remove.run(id) > 0,
    prune: (beforeMs: number): void => void prune.run(beforeMs, beforeMs),
  };
}

const toCancellation = (row: Row): Cancellation => ({
  id: text(row.id),
  app: text(row.app),
  fn: text(row.fn),
  startedAfter: integerOrNull(row.started_after),
  startedBefore: integer(row.started_before),
  expression: textOrNull(row.expression),
  createdAt: integer(row.created_at),
});
