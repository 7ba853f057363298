import type { GetStepTools } from "inngest";
import type { Job, JobKind, QueueName } from "@/lib/contracts/jobs";
import { type Deps, getDeps } from "@/lib/deps";
import type { ChunkItem, ClaimVerdict, Outcome } from "@/lib/jobs/chunks.repository";
import { addChunk, claimChunk, endChunk, ensureChildJob, recordOutcomes } from "@/lib/jobs/chunks.repository";
import { getJob } from "@/lib/jobs/jobs.repository";
import { logToJob } from "@/lib/jobs/logs.repository";
import { inngest } from "./client";
import { doItems } from "./do-items";
import {
  CANCEL_ON_JOB,
  type ChunkEventData,
  chunkPlanned,
  chunkPlannedName,
  chunkSchema,
  jobFinishedBy,
  queueResumed,
} from "./events";
import { buryChunk } from "./failures";
import { BULK_QUEUE, NEXT_KIND, PRIORITY_EXPRESSION, queueOptions } from "./queues";

/** A resume can race the wait, most of all the first one. */
export const pauseLookAgain = (look: number): string => ["10s", "1m"][look] ?? "5m";
export const PAUSE_LOOKS_MAX = 400; // a run holds at most 1000 steps; the sweeper sends the chunk again after that

export type StepTools = GetStepTools<typeof inngest>;

export interface ChunkWork {
  outcomes: Outcome[];
  /** Scenes for the next kind of job to take up, when this job runs the whole pipeline. */
  sceneIds: string[];
}

export interface ChunkFunction {
  id: string;
  kind: JobKind;
  queue: QueueName;
  /** Does the open items of one chunk. Runs again after a crash: what it writes must be idempotent. */
  work: (deps: Deps, items: ChunkItem[], turn: ChunkTurn) => Promise<ChunkWork>;
}

export interface ChunkTurn {
  job: Job;
  /** After this one there is no other: what still fails for a passing reason now fails for good, item by item. */
  isLastTry: boolean;
  /** Likewise for what took too long, which is tried `MODOMO_TIMEOUT_TRIES` times. */
  isLastTimeout: boolean;
}

/**
 * A function that does one chunk of a job: claim it, do its items, hand what came out to the next kind of job, record the
 * outcomes, and announce the end of the job if this was its last chunk. Hand-over comes before the outcomes, so the next
 * job is there before this one can end.
 */
export function chunkFunction({ id, kind, queue, work }: ChunkFunction) {
  return inngest.createFunction(
    {
      id,
      triggers: [{ event: chunkPlannedName(kind), if: `event.data.queue == '${queue}'` }],
      ...queueOptions(queue),
      priority: { run: PRIORITY_EXPRESSION },
      cancelOn: CANCEL_ON_JOB,
      onFailure: buryChunk,
    },
    async ({ event, step, runId, attempt, maxAttempts = 1 }) => {
      const chunk = chunkSchema.parse(event.data);
      const verdict = await claimWhenOpen(step, chunk, runId);
      if (verdict === "purged") await endPurged(step, chunk, kind);
      if (verdict !== "claimed") return { verdict };

      const { outcomes, sceneIds } = await step.run("do-items", () =>
        doItems({ chunkId: chunk.chunk_id, runId }, async (deps, items) => {
          const job = await getJob(deps.db, chunk.job_id);
          if (attempt > 0) await logRepeat(deps, chunk, `Try ${attempt + 1} of ${maxAttempts} of a chunk.`);
          return work(deps, items, {
            job,
            isLastTry: attempt + 1 >= maxAttempts,
            isLastTimeout: attempt + 1 >= Math.min(maxAttempts, deps.env.MODOMO_TIMEOUT_TRIES),
          });
        }),
      );
      await handOver(step, chunk, kind, sceneIds);
      await record(step, chunk, kind, outcomes);
      return { verdict, items: outcomes.length };
    },
  );
}

async function claimWhenOpen(step: StepTools, chunk: ChunkEventData, runId: string): Promise<ClaimVerdict> {
  for (let look = 0; look < PAUSE_LOOKS_MAX; look += 1) {
    const verdict = await step.run(`claim-chunk-${look}`, () =>
      claimChunk(getDeps().db, { chunkId: chunk.chunk_id, runId, attempt: chunk.attempt }),
    );
    if (verdict !== "paused") return verdict;
    await step.waitForEvent(`wait-for-resume-${look}`, {
      event: queueResumed.name,
      if: `async.data.queue == '${chunk.queue}'`,
      timeout: pauseLookAgain(look),
    });
  }
  return "paused";
}

const logRepeat = (deps: Deps, chunk: ChunkEventData, message: string): Promise<void> =>
  logToJob(deps.db, chunk.job_id, { level: "warn", message, data: { chunk_id: chunk.chunk_id } });

async function endPurged(step: StepTools, chunk: ChunkEventData, kind: JobKind): Promise<void> {
  const error = { code: "purged", message: "the queue was purged before this item's turn came" };
  const isLast = await step.run("leave-purged-queue", () =>
    endChunk(getDeps().db, { chunkId: chunk.chunk_id, status: "cancelled", error }),
  );
  if (isLast) await announceEnd(step, chunk, kind);
}

async function handOver(step: StepTools, chunk: ChunkEventData, kind: JobKind, sceneIds: string[]): Promise<void> {
  const nextKind = NEXT_KIND[kind];
  if (!nextKind || sceneIds.length === 0) return;
  const next = await step.run("hand-over", async (): Promise<ChunkEventData | null> => {
    const { db } = getDeps();
    const job = await getJob(db, chunk.job_id);
    if (job.input.pipeline !== true) return null;
    const queue = BULK_QUEUE[nextKind];
    const jobId = await ensureChildJob(db, { parentId: job.id, kind: nextKind, queue });
    if (!jobId) return null;
    const items = sceneIds.map((sceneId) => ({ item_key: sceneId, scene_id: sceneId }));
    const added = await addChunk(db, { jobId, key: `${chunk.chunk_id}:${chunk.attempt}`, queue, items });
    return added && { job_id: jobId, chunk_id: added.chunkId, attempt: added.attempt, queue, priority: job.priority };
  });
  if (next) await step.sendEvent("announce-next-chunk", chunkPlanned(nextKind, next));
}

async function record(step: StepTools, chunk: ChunkEventData, kind: JobKind, outcomes: Outcome[]): Promise<void> {
  const isLast = await step.run("record-outcomes", () => recordOutcomes(getDeps().db, chunk.chunk_id, outcomes));
  if (isLast) await announceEnd(step, chunk, kind);
}

async function announceEnd(step: StepTools, chunk: ChunkEventData, kind: JobKind): Promise<void> {
  const status = await step.run("read-end", async () => (await getJob(getDeps().db, chunk.job_id)).status);
  const cause = `${chunk.chunk_id}:${chunk.attempt}`;
  await step.sendEvent("announce-end", jobFinishedBy(cause, { job_id: chunk.job_id, kind, status }));
}
