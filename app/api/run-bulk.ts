import { chunkPlanned, jobCancelled } from "@/inngest/events";
import { jobRequested, sendOrLeave } from "@/inngest/start-job";
import type { BulkAnswer, BulkRequest } from "@/lib/contracts/job-control";
import type { Db } from "@/lib/db/client";
import { decodeCursor, encodeCursor } from "@/lib/db/cursor";
import { type BulkResult, bulkBatch, previewBulk } from "@/lib/jobs/bulk.repository";
import { getJobs } from "@/lib/jobs/jobs.repository";

const PREVIEW_MAX = 10_000;
const BATCH = 50;
/** A call ends after the batch that passes this, so that no proxy gives up on it. */
const BUSY_MAX_MS = 10_000;

/** One call of a bulk action: batches of one transaction each, until the call's limit, its time, or all jobs are through. */
export async function runBulk(db: Db, request: BulkRequest): Promise<BulkAnswer> {
  const { action, dry_run, limit } = request;
  if (dry_run) {
    const rows = await previewBulk(db, request, PREVIEW_MAX);
    return { action, dry_run, ...sumUp(rows), is_capped: total(rows) === PREVIEW_MAX, next_cursor: null };
  }
  const until = Date.now() + BUSY_MAX_MS;
  const done: BulkResult[] = [];
  let beforeId = decodeCursor(request.cursor);
  while (done.length < limit && Date.now() < until) {
    const atMost = Math.min(BATCH, limit - done.length);
    const batch = await bulkBatch(db, { ...request, beforeId, atMost });
    await announce(db, batch);
    done.push(...batch);
    beforeId = batch.length < atMost ? null : (batch.at(-1)?.jobId ?? null);
    if (beforeId === null) break;
  }
  const rows = done.map(({ reason }) => ({ reason, jobs: 1 }));
  return { action, dry_run, ...sumUp(rows), is_capped: false, next_cursor: beforeId && encodeCursor(beforeId) };
}

/** Sends what was written down; what cannot be sent now the sweeper sends later. */
async function announce(db: Db, batch: BulkResult[]): Promise<void> {
  const ended = batch.flatMap((each) => each.ended);
  const retried = batch.filter(({ reason, ended: jobs }) => reason === null && jobs.length === 0);
  const events: { name: string; data?: unknown; id?: string }[] = ended.map((job_id) =>
    jobCancelled.create({ job_id }),
  );
  const jobs = new Map(
    (
      await getJobs(
        db,
        retried.map(({ jobId }) => jobId),
      )
    ).map((job) => [job.id, job]),
  );
  for (const { jobId, chunks } of retried) {
    const job = jobs.get(jobId);
    if (!job) continue;
    const { kind, queue, priority } = job;
    if (job.status === "queued") events.push(jobRequested(job));
    const shared = { job_id: jobId, queue, priority };
    events.push(...chunks.map(({ chunkId, attempt }) => chunkPlanned(kind, { ...shared, chunk_id: chunkId, attempt })));
  }
  if (events.length > 0) await sendOrLeave(batch[0]?.jobId ?? "", events);
}

const total = (rows: { jobs: number }[]): number => rows.reduce((sum, { jobs }) => sum + jobs, 0);

function sumUp(rows: { reason: string | null; jobs: number }[]): Pick<BulkAnswer, "matched" | "changed" | "skipped"> {
  const reasons = new Map<string, number>();
  for (const { reason, jobs } of rows) if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + jobs);
  return {
    matched: total(rows),
    changed: total(rows.filter(({ reason }) => reason === null)),
    skipped: [...reasons].map(([reason, jobs]) => ({ reason, jobs })),
  };
}
