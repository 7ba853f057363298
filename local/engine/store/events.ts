import type { EngineEvent, EventBody } from "../types.ts";
import { text } from "./columns.ts";
import type { Database, Row } from "./database.ts";

export type EventFilter = { name?: string; after?: number; before?: number; cursor?: string; limit: number };
export type StoredEvent = EngineEvent & { receivedAt: number };
export type EventStore = ReturnType<typeof createEventStore>;

export function createEventStore(db: Database) {
  const insert = db.prepare(
    "INSERT INTO events (id, name, body_json, received_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const select = db.prepare("SELECT * FROM events WHERE id = ?");
  return {
    /** False when an event of this id is stored already. */
    add: (event: EngineEvent, receivedAt: number): boolean =>
      insert.run(event.id, event.name, event.json, receivedAt) > 0,
    get: (id: string): StoredEvent | null => {
      const row = select.get(id);
      return row ? toEvent(row) : null;
    },
    /** Newest first; `cursor` is the id of the last event of the page before. */
    list: (filter: EventFilter): StoredEvent[] => {
      const byName = filter.name === undefined ? "" : "name = ? AND";
      const rows = db
        .prepare(
          `SELECT * FROM events WHERE ${byName} id < ? AND received_at > ? AND received_at < ? ORDER BY id DESC LIMIT ?`,
        )
        .all(
          ...(filter.name === undefined ? [] : [filter.name]),
          filter.cursor ?? "~",
          filter.after ?? -1,
          filter.before ?? Number.MAX_SAFE_INTEGER,
          filter.limit,
        );
      return rows.map(toEvent);
    },
  };
}

/** An event from its text; the body is parsed when first needed. */
export function lazyEvent(id: string, name: string, json: string): EngineEvent {
  let parsed: EventBody | undefined;
  return {
    id,
    name,
    json,
    body: () => {
      parsed ??= JSON.parse(json) as EventBody; // written by this engine after validation
      return parsed;
    },
  };
}

const toEvent = (row: Row): StoredEvent => ({
  ...lazyEvent(text(row.id), text(row.name), text(row.body_json)),
  receivedAt: Number(row.received_at),
});
