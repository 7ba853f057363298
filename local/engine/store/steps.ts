import type { Step, StepStatus } from "../types.ts";
import { flag, integer, integerOrNull, text, textOrNull } from "./columns.ts";
import type { Database, Row } from "./database.ts";

export type StepStore = ReturnType<typeof createStepStore>;
export type Memo = { id: string; memoJson: string };
export type Defer = { id: string; fnSlug: string; inputJson: string; metaJson: string | null; isAborted: boolean };

export function createStepStore(db: Database) {
  const insert = db.prepare(`INSERT OR REPLACE INTO steps
    (run_id, id, op, name, status, is_pending, is_race, group_key, memo_json, attempt, queued_at, started_at, ended_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const select = db.prepare("SELECT * FROM steps WHERE run_id = ? AND id = ?");
  const selectAll = db.prepare("SELECT * FROM steps WHERE run_id = ? ORDER BY seq");
  const memos = db.prepare("SELECT id, memo_json FROM steps WHERE run_id = ? AND memo_json IS NOT NULL ORDER BY seq");
  const pendingInGroup = db.prepare(
    "SELECT 1 FROM steps WHERE run_id = ? AND is_pending = 1 AND group_key = ? LIMIT 1",
  );
  const pending = db.prepare("SELECT 1 FROM steps WHERE run_id = ? AND is_pending = 1 LIMIT 1");
  const count = db.prepare("SELECT count(*) AS n FROM steps WHERE run_id = ?");
  const addDefer = db.prepare(
    "INSERT INTO defers (run_id, id, fn_slug, input_json, meta_json, is_aborted) VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
  );
  const abortDefer = db.prepare("UPDATE defers SET is_aborted = 1 WHERE run_id = ? AND id = ?");
  const defers = db.prepare("SELECT * FROM defers WHERE run_id = ? ORDER BY id");
  const bySeq = db.prepare("SELECT * FROM steps WHERE seq = ?");

  return {
    /** Writes a step's row anew, which also gives it the next place in the order of completion. */
    put: (runId: string, step: Step): void =>
      void insert.run(
        runId,
        step.id,
        step.op,
        step.name,
        step.status,
        Number(step.status === "planned"),
        Number(step.isRace),
        step.groupKey,
        step.memoJson,
        step.attempt,
        step.queuedAt,
        step.startedAt,
        step.endedAt,
      ),
    get: (runId: string, id: string): Step | null => {
      const row = select.get(runId, id);
      return row ? toStep(row) : null;
    },
    all: (runId: string): (Step & { seq: number })[] =>
      selectAll.all(runId).map((row) => ({ ...toStep(row), seq: integer(row.seq) })),
    bySeq: (seq: number): (Step & { runId: string }) | null => {
      const row = bySeq.get(seq);
      return row ? { ...toStep(row), runId: text(row.run_id) } : null;
    },
    /** Finished steps in the order they finished. */
    memos: (runId: string): Memo[] =>
      memos.all(runId).map((row) => ({ id: text(row.id), memoJson: text(row.memo_json) })),
    count: (runId: string): number => integer(count.get(runId)?.n),
    hasPending: (runId: string, groupKey?: string): boolean =>
      (groupKey === undefined ? pending.get(runId) : pendingInGroup.get(runId, groupKey)) !== undefined,
    addDefer: (runId: string, defer: Omit<Defer, "isAborted">): void =>
      void addDefer.run(runId, defer.id, defer.fnSlug, defer.inputJson, defer.metaJson),
    abortDefer: (runId: string, id: string): void => void abortDefer.run(runId, id),
    defers: (runId: string): Defer[] => defers.all(runId).map(toDefer),
  };
}

const toStep = (row: Row): Step => ({
  id: text(row.id),
  op: text(row.op),
  name: text(row.name),
  status: text(row.status) as StepStatus, // written by `put` only
  isRace: flag(row.is_race),
  groupKey: textOrNull(row.group_key),
  memoJson: textOrNull(row.memo_json),
  attempt: integer(row.attempt),
  queuedAt: integer(row.queued_at),
  startedAt: integerOrNull(row.started_at),
  endedAt: integerOrNull(row.ended_at),
});

const toDefer = (row: Row): Defer => ({
  id: text(row.id),
  fnSlug: text(row.fn_slug),
  inputJson: text(row.input_json),
  metaJson: textOrNull(row.meta_json),
  isAborted: flag(row.is_aborted),
});
