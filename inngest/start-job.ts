import type { Job, JobKind, QueueName } from "@/lib/contracts/jobs";
import type { MaintenanceKind } from "@/lib/contracts/schedules";
import type { Db, Json } from "@/lib/db/client";
import { AppError, messageOf, UpstreamError } from "@/lib/errors";
import { closeLetter } from "@/lib/failures/failures.repository";
import type { ToSend } from "@/lib/failures/replay-failures";
import { createJob, getJobs, type NewJob } from "@/lib/jobs/jobs.repository";
import { log } from "@/lib/log";
import { checkInput, isJobKind, splitInput } from "@/lib/schedules/check-schedule";
import { listPendingRuns, moveRun, type PendingRun } from "@/lib/schedules/schedules.repository";
import { inngest } from "./client";
import { chunkPlanned, maintenanceRequested, REQUESTED } from "./events";
import { BULK_QUEUE, queueOf } from "./queues";

const EVENTS_PER_SEND = 1000;

export interface JobRequest {
  kind: JobKind;
  /** The parsed body of the request; it goes into the job row and the event as it is. */
  input: Record<string, Json>;
  queue?: QueueName;
  priority?: number | undefined;
  idempotency?: NewJob["idempotency"];
  createdBy?: string | undefined;
}

/**
 * The only place that starts work: a job row first, then its event. A lost event is sent again by the sweeper, so an engine
 * that is down delays a job and loses none.
 * @throws {ConflictError} the idempotency key was used for another request (as PT409).
 */
export async function startJob(db: Db, request: JobRequest): Promise<Job> {
  const queue = request.queue ?? BULK_QUEUE[request.kind];
  const job = await createJob(db, {
    kind: request.kind,
    queue,
    priority: request.priority ?? queueOf(queue).priority,
    input: request.input,
    ...(request.idempotency ? { idempotency: request.idempotency } : {}),
    ...(request.createdBy ? { createdBy: request.createdBy } : {}),
  });
  await sendOrLeave(job.id, [jobRequested(job)]);
  return job;
}

/** Sends events of what is written down already. An engine that is down delays it: what stays queued the sweeper sends. */
export async function sendOrLeave(
  jobId: string,
  events: { name: string; data?: unknown; id?: string }[],
): Promise<void> {
  try {
    for (let start = 0; start < events.length; start += EVENTS_PER_SEND)
      await inngest.send(events.slice(start, start + EVENTS_PER_SEND) as Parameters<typeof inngest.send>[0]);
  } catch (error) {
    log.warn({ jobId, reason: messageOf(error) }, "events not sent; the sweeper will send what waits for them");
  }
}

/** The event that has a job planned; its id carries the attempt. */
export const jobRequested = (job: Pick<Job, "id" | "kind" | "attempt" | "input">) =>
  REQUESTED[job.kind].create({ ...job.input, job_id: job.id }, { id: `job:${job.id}:requested:${job.attempt}` });

/** Sends what a replay opened again. An event of no job has no row the sweeper could find: its letter closes once it is sent. */
export async function sendReplayed(db: Db, { chunks, jobIds, events }: ToSend): Promise<void> {
  const planned = (await getJobs(db, [...jobIds])).map(jobRequested);
  const opened = [...chunks.values()].map(({ jobId, chunkId, kind, attempt, queue, priority }) =>
    chunkPlanned(kind, { job_id: jobId, chunk_id: chunkId, attempt, queue, priority }),
  );
  await sendOrLeave("replay", [...planned, ...opened]);
  for (const { id, letterId, event } of events) {
    await inngest.send({ ...(event as { name: string; data: Record<string, unknown> }), id });
    await closeLetter(db, letterId);
  }
}

/**
 * Starts what was claimed and not begun: jobs under the schedule and its due time as idempotency key, maintenance under an
 * event id, so that doing it twice starts nothing twice. Something that cannot be started fails alone, with the reason.
 */
export async function startPending(db: Db, runId?: string): Promise<number> {
  const runs = await listPendingRuns(db, runId);
  for (const run of runs) {
    try {
      await startRun(db, run);
    } catch (error) {
      if (!(error instanceof AppError) || error instanceof UpstreamError) throw error;
      await moveRun(db, run.id, { from: ["pending"], status: "failed", note: messageOf(error) });
    }
  }
  return runs.length;
}

async function startRun(db: Db, { id, scheduleId, dueAt, kind, input: request, createdBy }: PendingRun): Promise<void> {
  checkInput(kind, request);
  if (!isJobKind(kind)) {
    const data = { run_id: id, kind: kind as MaintenanceKind, input: request };
    await inngest.send(maintenanceRequested.create(data, { id: `schedule-run:${id}` }));
    return;
  }
  const { input, priority } = splitInput(request);
  const job = await startJob(db, {
    kind,
    input,
    priority,
    idempotency: { owner: "schedule", key: `${scheduleId}:${dueAt}`, requestHash: "" },
    ...(createdBy ? { createdBy } : {}),
  });
  await moveRun(db, id, { from: ["pending"], status: "started", jobId: job.id });
}
