import { z } from "zod";
import type { Json } from "@/lib/db/client";
import { getDeps } from "@/lib/deps";
import { classOfCode, keptError } from "@/lib/errors";
import { addDeadLetter, splitChunk } from "@/lib/failures/failures.repository";
import { endChunk, getChunk } from "@/lib/jobs/chunks.repository";
import { failJob, getJob } from "@/lib/jobs/jobs.repository";
import type { StepTools } from "./chunk-function";
import { inngest } from "./client";
import { type ChunkEventData, chunkPlanned, chunkSchema, jobFinishedBy, requestedSchema } from "./events";

/** What `inngest/function.failed` and `inngest/function.cancelled` carry, as far as we read it; they put the app's name first. */
export const endedRunSchema = z.object({
  function_id: z.string().transform((id) => id.replace(`${inngest.id}-`, "")),
  run_id: z.string(),
  event: z.looseObject({ name: z.string(), data: z.record(z.string(), z.unknown()) }),
});
export type EndedRun = z.infer<typeof endedRunSchema>;

interface FailureContext {
  event: { data: unknown };
  error: Error;
  step: unknown;
}

/**
 * `onFailure` of chunk functions: the dead letter, the chunk's open items as failed, and the job's end if it was the last.
 * Where one item may be to blame, the chunk is done again in halves first, so that in the end that item fails alone.
 */
export async function buryChunk({ event, error, step }: FailureContext): Promise<void> {
  const tools = step as StepTools;
  const run = endedRunSchema.parse(event.data);
  const chunk = chunkSchema.parse(run.event.data);
  const kept = keptError({ code: error.name, message: error.message });
  const mayBeOneItem = ["internal", "memory", "timeout"].includes(kept.class);
  if (mayBeOneItem && (await doInHalves(tools, chunk))) return;
  await keepLetter(tools, run, { reason: "failed", error });
  await endChunkOf(tools, chunk, "failed", kept);
}

async function doInHalves(step: StepTools, chunk: ChunkEventData): Promise<boolean> {
  const halves = await step.run("split-chunk", () =>
    splitChunk(getDeps().db, { chunkId: chunk.chunk_id, attempt: chunk.attempt }),
  );
  if (halves.length === 0) return false;
  await step.sendEvent(
    "announce-halves",
    halves.map(({ kind, jobId, chunkId, attempt, queue, priority }) =>
      chunkPlanned(kind, { job_id: jobId, chunk_id: chunkId, attempt, queue, priority }),
    ),
  );
  return true;
}

/** `onFailure` of planners: the dead letter, and the job as failed. */
export async function buryPlan({ event, error, step }: FailureContext): Promise<void> {
  const tools = step as StepTools;
  const run = endedRunSchema.parse(event.data);
  await keepLetter(tools, run, { reason: "failed", error });
  const { job_id: jobId } = requestedSchema.parse(run.event.data);
  if (jobId) await failPlanOf(tools, jobId, keptError({ code: error.name, message: error.message }));
}

/** Fails a job that could not be planned, and announces its end. */
export async function failPlanOf(
  step: StepTools,
  jobId: string,
  error: { code: string; message: string },
): Promise<void> {
  const { attempt, ...job } = await step.run("fail-job", async () => {
    const { db } = getDeps();
    await failJob(db, jobId, error);
    const { kind, status, attempt } = await getJob(db, jobId);
    return { kind, status, attempt };
  });
  await step.sendEvent("announce-end", jobFinishedBy(`failure:${attempt}`, { job_id: jobId, ...job }));
}

/** Keeps a run that ended badly as a dead letter, with the event that would start it again. */
export async function keepLetter(
  step: StepTools,
  run: EndedRun,
  { reason, error }: { reason: "failed" | "cancelled"; error: Error },
): Promise<void> {
  const subject = chunkSchema.partial().catch({}).parse(run.event.data);
  await step.run("keep-dead-letter", () =>
    addDeadLetter(getDeps().db, {
      runId: run.run_id,
      functionId: run.function_id,
      jobId: subject.job_id ?? null,
      chunkId: subject.chunk_id ?? null,
      reason,
      error: { name: error.name, message: error.message, class: classOfCode(error.name), stack: error.stack },
      event: run.event as Json,
    }),
  );
}

/**
 * Ends what is open of a chunk and announces the job's end where this was the last of it. A chunk that runs again by now, under
 * a later attempt than the one that ended badly, is left to that.
 */
export async function endChunkOf(
  step: StepTools,
  chunk: Pick<ChunkEventData, "chunk_id" | "attempt">,
  status: "failed" | "cancelled",
  error: { code: string; message: string },
): Promise<void> {
  const { chunk_id: chunkId, attempt } = chunk;
  const job = await step.run("end-chunk", async () => {
    const { db } = getDeps();
    const known = await getChunk(db, chunkId);
    if (known.attempt !== attempt) return null;
    if (!(await endChunk(db, { chunkId, status, error }))) return null;
    const job = await getJob(db, known.jobId);
    return { job_id: known.jobId, kind: job.kind, status: job.status };
  });
  if (job) await step.sendEvent("announce-end", jobFinishedBy(`${chunkId}:${attempt}`, job));
}
