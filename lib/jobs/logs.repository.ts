import { type JOB_LOG_LEVELS, type JobLog, jobLogSchema } from "@/lib/contracts/job-control";
import type { Db, Json } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { messageOf } from "@/lib/errors";
import { log } from "@/lib/log";

type Level = (typeof JOB_LOG_LEVELS)[number];
const COLUMNS = "id, job_id, level, message, data, created_at";

/**
 * Adds a line to the log people read on the job's page. Starts, ends and chunks are written by the database itself; this is
 * for what only the code knows. A line that cannot be stored is dropped: the log must never fail the work.
 */
export async function logToJob(
  db: Db,
  jobId: string,
  { level, message, data = {} }: { level: Level; message: string; data?: Record<string, Json> },
): Promise<void> {
  const { error } = await db.from("job_logs").insert({ job_id: jobId, level, message: message.slice(0, 2000), data });
  if (error) log.warn({ jobId, reason: messageOf(error) }, "job log line not stored");
}

/** Newest first. */
export async function listLogs(
  db: Db,
  {
    jobId,
    level,
    cursor,
    limit,
  }: { jobId: string; level?: Level | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: JobLog[]; next_cursor: string | null }> {
  const after = decodeCursor(cursor);
  let query = db.from("job_logs").select(COLUMNS).eq("job_id", jobId);
  if (after) query = query.lt("id", after);
  if (level) query = query.eq("level", level);
  const { data } = await query
    .order("id", { ascending: false })
    .limit(limit + 1)
    .throwOnError();
  return toPage(data, limit, (row) => jobLogSchema.parse(row));
}

/** Lines of all jobs with an id after `afterId`, in order; at most 1000. */
export async function logsSince(db: Db, afterId: string): Promise<JobLog[]> {
  const { data } = await db.from("job_logs").select(COLUMNS).gt("id", afterId).order("id").limit(1000).throwOnError();
  return data.map((row) => jobLogSchema.parse(row));
}
