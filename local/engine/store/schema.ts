import type { DatabaseSync } from "node:sqlite";

/** Creates the tables of a new file, or those an older one lacks. @throws {Error} the file was written by a newer engine. */
export function migrate(sqlite: DatabaseSync): void {
  const version = Number(sqlite.prepare("PRAGMA user_version").get()?.user_version ?? 0);
  if (version === CHANGES.length) return;
  if (version > CHANGES.length) {
    throw new Error(`The engine's data has format ${version}, this engine reads ${CHANGES.length}: update Modomo.`);
  }
  sqlite.exec(`BEGIN; ${CHANGES.slice(version).join("")} PRAGMA user_version = ${CHANGES.length}; COMMIT`);
}

/**
 * Times are epoch milliseconds. Columns named *_json hold JSON text that is passed on as it is.
 * queue.state: 0 waits for its time, 1 ready, 2 leased (being called).
 * steps.seq orders finished steps: a step's row is written anew when it finishes.
 */
const SCHEMA = `
CREATE TABLE apps (
  name TEXT PRIMARY KEY, id TEXT NOT NULL, url TEXT NOT NULL, sdk TEXT NOT NULL, framework TEXT NOT NULL,
  checksum TEXT NOT NULL, synced_at INTEGER NOT NULL
) STRICT;
CREATE TABLE functions (
  slug TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, app TEXT NOT NULL, config_json TEXT NOT NULL,
  is_archived INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, body_json TEXT NOT NULL, received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX events_name ON events (name, id);
CREATE INDEX events_received ON events (received_at);

CREATE TABLE runs (
  id TEXT PRIMARY KEY, fn TEXT NOT NULL, status TEXT NOT NULL, event_id TEXT NOT NULL, batch_id TEXT, cron TEXT,
  req_version INTEGER NOT NULL, force_plan INTEGER NOT NULL, ord INTEGER NOT NULL,
  queued_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER, output_json TEXT, singleton_key TEXT,
  lane TEXT NOT NULL
) STRICT;
CREATE INDEX runs_event ON runs (event_id);
CREATE INDEX runs_status ON runs (status);
CREATE INDEX runs_active ON runs (fn, id) WHERE ended_at IS NULL;
CREATE INDEX runs_ended ON runs (ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE run_events (
  run_id TEXT NOT NULL, position INTEGER NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_events_event ON run_events (event_id);

CREATE TABLE steps (
  seq INTEGER PRIMARY KEY, run_id TEXT NOT NULL, id TEXT NOT NULL, op TEXT NOT NULL, name TEXT NOT NULL,
  status TEXT NOT NULL, is_pending INTEGER NOT NULL, is_race INTEGER NOT NULL, group_key TEXT, memo_json TEXT,
  attempt INTEGER NOT NULL, queued_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER, UNIQUE (run_id, id)
) STRICT;
CREATE TABLE defers (
  run_id TEXT NOT NULL, id TEXT NOT NULL, fn_slug TEXT NOT NULL, input_json TEXT NOT NULL, meta_json TEXT,
  is_aborted INTEGER NOT NULL, PRIMARY KEY (run_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE queue (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run_id TEXT, kind TEXT NOT NULL, step_id TEXT NOT NULL,
  attempt INTEGER NOT NULL, generation INTEGER NOT NULL, state INTEGER NOT NULL, at INTEGER NOT NULL,
  lane TEXT NOT NULL, ord INTEGER NOT NULL, data_json TEXT
) STRICT;
CREATE INDEX queue_due ON queue (at) WHERE state = 0;
CREATE INDEX queue_ready ON queue (lane, ord, seq, at) WHERE state = 1;
CREATE INDEX queue_leased ON queue (id) WHERE state = 2;
CREATE INDEX queue_run ON queue (run_id) WHERE run_id IS NOT NULL;

CREATE TABLE pauses (
  id TEXT PRIMARY KEY, run_id TEXT NOT NULL, step_id TEXT NOT NULL, kind TEXT NOT NULL, event_name TEXT,
  expression TEXT, match_path TEXT NOT NULL, match_value TEXT NOT NULL, signal TEXT, expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX pauses_event ON pauses (event_name, match_path, match_value) WHERE event_name IS NOT NULL;
CREATE INDEX pauses_run ON pauses (run_id);
CREATE UNIQUE INDEX pauses_signal ON pauses (signal) WHERE signal IS NOT NULL;

CREATE TABLE marks (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX marks_expiry ON marks (expires_at);
CREATE TABLE buffers (
  key TEXT PRIMARY KEY, fn TEXT NOT NULL, batch_id TEXT NOT NULL, event_ids_json TEXT NOT NULL,
  size_bytes INTEGER NOT NULL, first_at INTEGER NOT NULL
) STRICT;
CREATE TABLE cancellations (
  id TEXT PRIMARY KEY, app TEXT NOT NULL, fn TEXT NOT NULL, started_after INTEGER, started_before INTEGER NOT NULL,
  expression TEXT, created_at INTEGER NOT NULL
) STRICT;
`;

/** Attempts of steps that failed and were made again. */
const FAILED_ATTEMPTS = `
CREATE TABLE failed_attempts (
  seq INTEGER PRIMARY KEY, run_id TEXT NOT NULL, step_id TEXT NOT NULL, attempt INTEGER NOT NULL,
  error_json TEXT NOT NULL, ended_at INTEGER NOT NULL, UNIQUE (run_id, step_id, attempt)
) STRICT;
`;

/** What leads from each format to the next; the place in the list is the file's user_version. */
const CHANGES = [SCHEMA, FAILED_ATTEMPTS];
