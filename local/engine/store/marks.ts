import { integer, text } from "./columns.ts";
import type { Database } from "./database.ts";

export type MarkStore = ReturnType<typeof createMarkStore>;
export type Buffer = {
  key: string;
  fn: string;
  batchId: string;
  eventIds: string[];
  sizeBytes: number;
  firstAt: number;
};

/**
 * Small facts that expire (idempotency keys, rate and throttle times, singleton locks, cron ticks), and events that
 * are collected before a run starts (batches, debounces).
 */
export function createMarkStore(db: Database) {
  const get = db.prepare("SELECT value FROM marks WHERE key = ? AND expires_at > ?");
  const set = db.prepare("INSERT OR REPLACE INTO marks (key, value, expires_at) VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM marks WHERE key = ?");
  const expire = db.prepare("DELETE FROM marks WHERE key IN (SELECT key FROM marks WHERE expires_at <= ? LIMIT ?)");
  const getBuffer = db.prepare("SELECT * FROM buffers WHERE key = ?");
  const setBuffer = db.prepare(
    "INSERT OR REPLACE INTO buffers (key, fn, batch_id, event_ids_json, size_bytes, first_at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const removeBuffer = db.prepare("DELETE FROM buffers WHERE key = ?");

  return {
    get: (key: string, nowMs: number): string | null => {
      const row = get.get(key, nowMs);
      return row ? text(row.value) : null;
    },
    set: (key: string, value: string, expiresAt: number): void => void set.run(key, value, Math.ceil(expiresAt)),
    /** True for the first caller within the time to live. */
    claim: (key: string, nowMs: number, ttlMs: number): boolean => {
      if (get.get(key, nowMs)) return false;
      set.run(key, "", Math.ceil(nowMs + ttlMs));
      return true;
    },
    remove: (key: string): void => void remove.run(key),
    expire: (nowMs: number, limit: number): number => expire.run(nowMs, limit),
    getBuffer: (key: string): Buffer | null => {
      const row = getBuffer.get(key);
      if (!row) return null;
      return {
        key,
        fn: text(row.fn),
        batchId: text(row.batch_id),
        eventIds: JSON.parse(text(row.event_ids_json)) as string[], // written by `setBuffer`
        sizeBytes: integer(row.size_bytes),
        firstAt: integer(row.first_at),
      };
    },
    setBuffer: (buffer: Buffer): void =>
      void setBuffer.run(
        buffer.key,
        buffer.fn,
        buffer.batchId,
        JSON.stringify(buffer.eventIds),
        buffer.sizeBytes,
        buffer.firstAt,
      ),
    removeBuffer: (key: string): void => void removeBuffer.run(key),
  };
}
