import { integer, integerOrNull, text } from "./columns.ts";
import type { Database } from "./database.ts";

export type RetentionStore = ReturnType<typeof createRetentionStore>;

const FREE_PAGES_PER_TICK = 2_000;

export function createRetentionStore(db: Database) {
  const nthEnded = db.prepare(
    "SELECT ended_at FROM runs WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 1 OFFSET ?",
  );
  const oldRuns = db.prepare(
    "SELECT id FROM runs WHERE ended_at IS NOT NULL AND ended_at <= ? ORDER BY ended_at LIMIT ?",
  );
  const deletions = [
    "steps WHERE run_id",
    "failed_attempts WHERE run_id",
    "defers WHERE run_id",
    "run_events WHERE run_id",
    "runs WHERE id",
  ].map((where) => db.prepare(`DELETE FROM ${where} = ?`));
  const nthEvent = db.prepare("SELECT rowid AS position FROM events ORDER BY rowid DESC LIMIT 1 OFFSET ?");
  const oldEvents = db.prepare(`SELECT rowid AS position, id,
      EXISTS (SELECT 1 FROM runs WHERE event_id = events.id) OR EXISTS (SELECT 1 FROM run_events WHERE event_id = events.id) AS is_used
    FROM events WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?`);
  const lastReceived = db.prepare("SELECT max(rowid) AS position FROM events WHERE received_at <= ?");
  const deleteEvent = db.prepare("DELETE FROM events WHERE id = ?");
  const buffered = db.prepare("SELECT value AS id FROM buffers, json_each(buffers.event_ids_json)");
  const releaseSpace = db.prepare(`PRAGMA incremental_vacuum(${FREE_PAGES_PER_TICK})`);

  return {
    /** Deletes ended runs that are too old or not among the `keep` newest, oldest first. @returns how many. */
    deleteRuns: ({ endedBefore, keep, limit }: { endedBefore: number; keep: number; limit: number }): number => {
      const nth = nthEnded.get(keep)?.ended_at;
      const cutoff = Math.max(endedBefore, nth === undefined ? 0 : integer(nth));
      const ids = oldRuns.all(cutoff, limit).map((row) => text(row.id));
      for (const id of ids) for (const deletion of deletions) deletion.run(id);
      return ids.length;
    },
    /**
     * Deletes one page of events that are too old or not among the `keep` newest, sparing those a stored run or a
     * buffer still needs. @returns where the next page begins; null after the last.
     */
    deleteEvents: (page: {
      receivedBefore: number;
      keep: number;
      cursor: number;
      limit: number;
    }): { deleted: number; cursor: number | null } => {
      const tooMany = integerOrNull(nthEvent.get(page.keep)?.position) ?? 0;
      const tooOld = integerOrNull(lastReceived.get(page.receivedBefore)?.position) ?? 0;
      const rows = oldEvents.all(page.cursor, Math.max(tooMany, tooOld), page.limit);
      const waiting = new Set(rows.length > 0 ? buffered.all().map((row) => row.id) : []);
      const unused = rows.filter((row) => row.is_used !== 1 && !waiting.has(text(row.id)));
      for (const row of unused) deleteEvent.run(text(row.id));
      const last = rows.at(-1);
      return { deleted: unused.length, cursor: last && rows.length === page.limit ? integer(last.position) : null };
    },
    /** Gives freed pages back to the file system, some at a time. */
    releaseSpace: (): void => void releaseSpace.all(),
  };
}
