import type { z } from "zod";
import type { Job, JobKind, QueueName } from "@/lib/contracts/jobs";
import type { Db, Json } from "@/lib/db/client";
import { type Deps, getDeps } from "@/lib/deps";
import { InvalidInputError } from "@/lib/errors";
import { addChunk, type NewItem } from "@/lib/jobs/chunks.repository";
import { beginJob, createJob, getJob, sealJob } from "@/lib/jobs/jobs.repository";
import { logToJob } from "@/lib/jobs/logs.repository";
import { planRerun, rerunInputSchema } from "@/lib/jobs/rerun.repository";
import { isPaused } from "@/lib/queues/queues.repository";
import { PAUSE_LOOKS_MAX, pauseLookAgain, type StepTools } from "./chunk-function";
import { inngest } from "./client";
import {
  CANCEL_ON_JOB,
  type ChunkEventData,
  chunkPlanned,
  jobFinishedBy,
  queueResumed,
  REQUESTED,
  requestedSchema,
} from "./events";
import { buryPlan } from "./failures";
import { BULK_QUEUE, queueOf, queueOptions } from "./queues";
import { jobRequested } from "./start-job";

const RERUN_CHUNK = 32; // what a gpu-worker takes at once; a little small for the other stages
const PAGES_PER_RUN = 150; // two or three steps a page; a run holds at most 1000

export interface PlannedPage {
  /** Chunks of this page; a key is unique in the job and the same whenever the page is planned again. */
  chunks: { key: string; items: NewItem[] }[];
  /** Where the next page starts; null after the last. */
  next: string | null;
}

export interface PlanFunction<Input> {
  id: string;
  kind: JobKind;
  input: z.ZodType<Input>;
  /** One page of work. Runs again after a crash: the same cursor must give the same keys. */
  page: (deps: Deps, input: Input, cursor: string | null, jobId: string) => Promise<PlannedPage>;
}

/**
 * A function that pages through the work of a job and sends its chunks. After `PAGES_PER_RUN` pages it hands the cursor to a
 * new run of itself, so a job of any size fits the limits of a run. When all is planned it seals the job.
 */
export function planFunction<Input>({ id, kind, input: schema, page }: PlanFunction<Input>) {
  const queue = kind === "scrape" ? "scraping" : "default";
  return inngest.createFunction(
    {
      id,
      triggers: [{ event: REQUESTED[kind].name }],
      ...queueOptions(queue),
      cancelOn: CANCEL_ON_JOB,
      onFailure: buryPlan,
    },
    async ({ event, step }) => {
      const { job_id, cursor: start, ...body } = requestedSchema.parse(event.data);
      if (!job_id) {
        const adopted = await step.run("adopt-event", () =>
          adopt(getDeps().db, { kind, schema, body, eventId: event.id }),
        );
        // The event that plans names its job: only so a cancel finds the run, and a failure the job.
        await step.sendEvent("plan-adopted", jobRequested(adopted));
        return { job_id: adopted.id };
      }
      const job = await beginWhenOpen(step, queue, job_id);
      if (job.status !== "running") return { job_id: job.id, status: job.status };

      let cursor = start ?? null;
      for (let index = 0; index < PAGES_PER_RUN; index += 1) {
        const { chunks, next } = await step.run(`plan-page-${index}`, () =>
          planPage(getDeps(), { schema, page, job, cursor }),
        );
        if (chunks.length > 0) {
          await step.sendEvent(
            `announce-chunks-${index}`,
            chunks.map((chunk) => chunkPlanned(kind, chunk)),
          );
        }
        if (next === null) {
          await seal(step, kind, job.id);
          return { job_id: job.id, pages: index + 1 };
        }
        cursor = next;
      }
      const again = REQUESTED[kind].create(
        { ...body, job_id: job.id, cursor: cursor ?? "" },
        { id: `job:${job.id}:${job.attempt}:from:${cursor}` },
      );
      await step.sendEvent("go-on", again);
      return { job_id: job.id, goes_on_from: cursor };
    },
  );
}

interface BegunJob {
  id: string;
  status: string;
  attempt: number;
  priority: number;
  input: Record<string, unknown>;
}

/** A planner waits while its own queue is paused; its job stays queued, and the sweeper lets it be. */
async function beginWhenOpen(step: StepTools, queue: QueueName, jobId: string): Promise<BegunJob> {
  for (let look = 0; ; look += 1) {
    const job = await step.run(look === 0 ? "begin-job" : `begin-job-${look}`, () => begin(getDeps().db, queue, jobId));
    if (job.status !== "paused" || look >= PAUSE_LOOKS_MAX) return job;
    await step.waitForEvent(`wait-for-resume-${look}`, {
      event: queueResumed.name,
      if: `async.data.queue == '${queue}'`,
      timeout: pauseLookAgain(look),
    });
  }
}

async function begin(db: Db, queue: QueueName, jobId: string): Promise<BegunJob> {
  if (await isPaused(db, queue)) return { id: jobId, status: "paused", attempt: 1, priority: 0, input: {} };
  const status = await beginJob(db, jobId);
  const { attempt, priority, input } = await getJob(db, jobId);
  return { id: jobId, status, attempt, priority, input };
}

/** An event somebody sent past the API: it gets a job of its own, once an event. */
async function adopt(
  db: Db,
  {
    kind,
    schema,
    body,
    eventId,
  }: { kind: JobKind; schema: z.ZodType; body: Record<string, unknown>; eventId: string | undefined },
): Promise<Pick<Job, "id" | "kind" | "attempt" | "input">> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
    throw new InvalidInputError(`The event's data is not a valid ${kind} request: ${JSON.stringify(errors)}`, errors);
  }
  const queue = BULK_QUEUE[kind];
  const { id, attempt, input } = await createJob(db, {
    kind,
    queue,
    priority: queueOf(queue).priority,
    input: parsed.data as Record<string, Json>,
    ...(eventId ? { idempotency: { key: eventId, owner: "event", requestHash: "" } } : {}),
  });
  return { id, kind, attempt, input };
}

async function planPage<Input>(
  deps: Deps,
  {
    schema,
    page,
    job,
    cursor,
  }: { schema: z.ZodType<Input>; page: PlanFunction<Input>["page"]; job: BegunJob; cursor: string | null },
): Promise<{ chunks: ChunkEventData[]; next: string | null }> {
  const rerun = rerunInputSchema.safeParse(job.input);
  const planned = rerun.success
    ? await planRerun(deps.db, rerun.data, { cursor, chunkSize: RERUN_CHUNK })
    : await page(deps, schema.parse(job.input), cursor, job.id);
  const row = await getJob(deps.db, job.id);
  const chunks: ChunkEventData[] = [];
  for (const { key, items } of planned.chunks) {
    const chunk = await addChunk(deps.db, { jobId: job.id, key, queue: row.queue, items });
    if (chunk) {
      chunks.push({
        job_id: job.id,
        chunk_id: chunk.chunkId,
        attempt: chunk.attempt,
        queue: row.queue,
        priority: row.priority,
      });
    }
  }
  if (chunks.length > 0) {
    const message = `Planned ${chunks.length} chunk${chunks.length === 1 ? "" : "s"} of work.`;
    await logToJob(deps.db, job.id, { level: "info", message, data: { first_chunk_id: chunks[0]?.chunk_id ?? null } });
  }
  return { chunks, next: planned.next };
}

async function seal(step: StepTools, kind: JobKind, jobId: string): Promise<void> {
  const ended = await step.run("seal-job", async () => {
    const { db } = getDeps();
    if (!(await sealJob(db, jobId, "planner"))) return null;
    const { status, attempt } = await getJob(db, jobId);
    return { status, attempt };
  });
  if (!ended) return;
  const { status, attempt } = ended;
  await step.sendEvent("announce-end", jobFinishedBy(`planner:${attempt}`, { job_id: jobId, kind, status }));
}
