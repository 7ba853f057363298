import type { Pause } from "../types.ts";
import { integer, text, textOrNull } from "./columns.ts";
import type { Database, Row } from "./database.ts";

export type PauseStore = ReturnType<typeof createPauseStore>;

export function createPauseStore(db: Database) {
  const insert = db.prepare(`INSERT INTO pauses
    (id, run_id, step_id, kind, event_name, expression, match_path, match_value, signal, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`);
  const get = db.prepare("SELECT * FROM pauses WHERE id = ?");
  const bySignal = db.prepare("SELECT * FROM pauses WHERE signal = ?");
  const remove = db.prepare("DELETE FROM pauses WHERE id = ?");
  const removeRun = db.prepare("DELETE FROM pauses WHERE run_id = ?");
  const nextPath = db.prepare(
    "SELECT match_path FROM pauses WHERE event_name = ? AND match_path > ? ORDER BY match_path LIMIT 1",
  );
  const byMatch = db.prepare("SELECT * FROM pauses WHERE event_name = ? AND match_path = ? AND match_value = ?");
  const unindexed = db.prepare("SELECT * FROM pauses WHERE event_name = ? AND match_path = ''");

  /** Event names that some pause has waited for: lets most events pass without a look at the table. */
  const names = new Set(
    db
      .prepare("SELECT DISTINCT event_name FROM pauses WHERE event_name IS NOT NULL")
      .all()
      .map((row) => text(row.event_name)),
  );

  return {
    /** False when this pause is there already. */
    add: (pause: Pause): boolean => {
      if (pause.eventName !== null) names.add(pause.eventName);
      const changes = insert.run(
        pause.id,
        pause.runId,
        pause.stepId,
        pause.kind,
        pause.eventName,
        pause.expression,
        pause.matchPath,
        pause.matchValue,
        pause.signal,
        pause.expiresAt,
      );
      return changes > 0;
    },
    get: (id: string): Pause | null => one(get.get(id)),
    bySignal: (signal: string): Pause | null => one(bySignal.get(signal)),
    /** True for the one caller that takes it: what resumes a run first wins. */
    take: (id: string): boolean => remove.run(id) > 0,
    removeRun: (runId: string): void => void removeRun.run(runId),
    /**
     * Pauses an event of this name may end. @param valueAt the indexed value of a field path in the event, null for
     * one no pause can equal.
     */
    candidates: (eventName: string, valueAt: (path: string) => string | null): Pause[] => {
      if (!names.has(eventName)) return [];
      const found = unindexed.all(eventName);
      let path = nextPath.get(eventName, "")?.match_path;
      while (path !== undefined) {
        const value = valueAt(text(path));
        if (value !== null) found.push(...byMatch.all(eventName, text(path), value));
        path = nextPath.get(eventName, text(path))?.match_path;
      }
      return found.map(toPause);
    },
  };
}

const one = (row: Row | undefined): Pause | null => (row ? toPause(row) : null);

const toPause = (row: Row): Pause => ({
  id: text(row.id),
  runId: text(row.run_id),
  stepId: text(row.step_id),
  kind: text(row.kind) as Pause["kind"], // written by `add` only
  eventName: textOrNull(row.event_name),
  expression: textOrNull(row.expression),
  matchPath: text(row.match_path),
  matchValue: text(row.match_value),
  signal: textOrNull(row.signal),
  expiresAt: integer(row.expires_at),
});
