import { isObject, type Json, type JsonObject } from "../types.ts";
import { integer, text } from "./columns.ts";
import type { Database, Row } from "./database.ts";

export type FailedAttemptStore = ReturnType<typeof createFailedAttemptStore>;
export type FailedAttempt = { seq: number; stepId: string; attempt: number; errorJson: string; endedAt: number };

/** Of each step only the newest are kept, and of their texts only the beginning: they are there to be read. */
const KEPT_PER_STEP = 10;
const MAX_TEXT = 4_000;

/** The errors of attempts after which a step was tried again. */
export function createFailedAttemptStore(db: Database) {
  const insert = db.prepare(
    "INSERT OR REPLACE INTO failed_attempts (run_id, step_id, attempt, error_json, ended_at) VALUES (?, ?, ?, ?, ?)",
  );
  const forget = db.prepare("DELETE FROM failed_attempts WHERE run_id = ? AND step_id = ? AND attempt <= ?");
  const byRun = db.prepare("SELECT * FROM failed_attempts WHERE run_id = ? ORDER BY step_id, attempt");
  const bySeq = db.prepare("SELECT * FROM failed_attempts WHERE seq = ?");

  return {
    /** @param failure `attempt` counts from 0. */
    add: (runId: string, failure: { stepId: string; attempt: number; error: Json; atMs: number }): void => {
      const { stepId, attempt, error, atMs } = failure;
      insert.run(runId, stepId, attempt, JSON.stringify(shorten(error)), atMs);
      if (attempt >= KEPT_PER_STEP) forget.run(runId, stepId, attempt - KEPT_PER_STEP);
    },
    byRun: (runId: string): FailedAttempt[] => byRun.all(runId).map(toFailedAttempt),
    bySeq: (seq: number): FailedAttempt | null => {
      const row = bySeq.get(seq);
      return row ? toFailedAttempt(row) : null;
    },
  };
}

function shorten(error: Json): JsonObject {
  const { name = "Error", message = error, stack = null } = isObject(error) ? error : {};
  const cut = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value)).slice(0, MAX_TEXT);
  return { name: cut(name), message: cut(message), ...(stack === null ? {} : { stack: cut(stack) }) };
}

const toFailedAttempt = (row: Row): FailedAttempt => ({
  seq: integer(row.seq),
  stepId: text(row.step_id),
  attempt: integer(row.attempt),
  errorJson: text(row.error_json),
  endedAt: integer(row.ended_at),
});
