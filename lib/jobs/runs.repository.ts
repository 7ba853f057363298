import { z } from "zod";
import { type RunDetail, runDetailSchema } from "@/lib/contracts/job-control";
import { type Run, runSchema } from "@/lib/contracts/jobs";
import type { Db, Json, Tables } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { NotFoundError } from "@/lib/errors";

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
  /** What started it and what it answered, cut to size and without secrets. */
  input?: Json;
  output?: Json;
}

export interface RecordedStep {
  step_id: string;
  attempt: number;
  name: string;
  status: "running" | "completed" | "failed";
  started_at: string;
  ended_at?: string;
  error?: { code: string; message: string };
  /** Cut to size and without secrets. */
  output?: Json;
}

export interface RunFilter {
  jobId?: string | undefined;
  status?: Run["status"] | undefined;
  functionId?: string | undefined;
}

const STEPS = "run_steps(step_id, attempt, name, status, started_at, ended_at, error)";
const COLUMNS = "id, function_id, job_id, status, attempt, started_at, ended_at, error" as const;

/** Function runs with their steps, oldest first. @throws {InvalidInputError} the cursor is not ours. */
export async function listRuns(
  db: Db,
  { jobId, status, functionId, cursor, limit }: RunFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: Run[]; next_cursor: string | null }> {
  const after = decodeCursor(cursor, z.string().min(1).max(100));
  let query = db.from("runs").select(`${COLUMNS}, ${STEPS}`);
  if (after) query = query.gt("id", after);
  if (jobId) query = query.eq("job_id", jobId);
  if (status) query = query.eq("status", status);
  if (functionId) query = query.eq("function_id", functionId);
  const { data } = await query
    .order("id")
    .limit(limit + 1)
    .throwOnError();
  return toPage(data, limit, ({ run_steps: steps, ...row }) => runSchema.parse({ ...row, steps: inOrder(steps) }));
}

/** A run with all that was kept of it. @throws {NotFoundError} */
export async function getRun(db: Db, id: string): Promise<RunDetail> {
  const query = db.from("runs").select("*, run_steps(*)").eq("id", id);
  const { data } = await query.maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no run ${id}.`);
  const { run_steps: steps, ...row } = data;
  return runDetailSchema.parse({ ...row, steps: inOrder(steps) });
}

type StepRow = Pick<Tables<"run_steps">, "step_id" | "attempt" | "started_at">;

const inOrder = <Row extends StepRow>(steps: Row[]): (Row & { id: string })[] =>
  steps
    .map((step) => ({ ...step, id: step.step_id }))
    .sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at) || a.attempt - b.attempt);

/** Keeps a run and its steps; may be told twice or late, an ended one stays ended. */
export async function recordRun(db: Db, run: RecordedRun, steps: RecordedStep[]): Promise<void> {
  await db.rpc("record_run", { run: run as unknown as Json, steps: steps as unknown as Json }).throwOnError();
}

/** Forgets runs of no job that began before the instant (ISO 8601); those of a job are kept with it. */
export async function forgetRunsOfNoJob(db: Db, startedBefore: string): Promise<void> {
  await db.from("runs").delete().is("job_id", null).lt("started_at", startedBefore).throwOnError();
}
