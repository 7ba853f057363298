import { createHash } from "node:crypto";
import type { Db, Json } from "@/lib/db/client";

export interface RecordedRun {
  id: string;
  function_id: string;
  job_id: string | null;
  chunk_id: string | null;
  status: "running" | "completed" | "failed" | "cancelled";
  attempt: number;
  started_at: string;
  ended_at?: string;
  error?: { code: string; message: string };
}

export interface RecordedStep {
  step_id: string;
  attempt: number;
  name: string;
  status: "running" | "completed" | "failed";
  started_at: string;
  ended_at?: string;
  error?: { code: string; message: string };
}

/** Keeps a run and its steps; may be told twice or late, an ended one stays ended. */
export async function recordRun(db: Db, run: RecordedRun, steps: RecordedStep[]): Promise<void> {
  await db.rpc("record_run", { run: run as unknown as Json, steps: steps as unknown as Json }).throwOnError();
}

/** Forgets runs of no job that began before the instant (ISO 8601); those of a job are kept with it. */
export async function forgetRunsOfNoJob(db: Db, startedBefore: string): Promise<void> {
  await db.from("runs").delete().is("job_id", null).lt("started_at", startedBefore).throwOnError();
}

export interface DeadLetter {
  runId: string;
  functionId: string;
  jobId: string | null;
  chunkId: string | null;
  reason: "failed" | "cancelled";
  error: { name: string; message: string; stack?: string | undefined };
  event: Json;
}

/** Keeps a run that will not be tried again, once a run. */
export async function addDeadLetter(db: Db, letter: DeadLetter): Promise<void> {
  const row = {
    run_id: letter.runId,
    function_id: letter.functionId,
    job_id: letter.jobId,
    chunk_id: letter.chunkId,
    reason: letter.reason,
    fingerprint: fingerprint(letter),
    error: letter.error,
    event: letter.event,
  };
  await db.rpc("add_dead_letter", { letter: row as unknown as Json }).throwOnError();
}

/** Same cause, same 16 hex digits: function, error name, and the message without ids, numbers and quoted parts. */
export function fingerprint({ functionId, error }: Pick<DeadLetter, "functionId" | "error">): string {
  const shape = error.message
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, "<id>")
    .replace(/https?:\/\/\S+/g, "<url>")
    .replace(/\b[0-9a-f]{16,}\b/gi, "<hex>")
    .replace(/\d+/g, "<n>")
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, "<text>");
  return createHash("sha256").update(`${functionId}\n${error.name}\n${shape}`).digest("hex").slice(0, 16);
}
