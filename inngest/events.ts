import { eventType } from "inngest";
import { z } from "zod";
import type { JobKind } from "@/lib/contracts/jobs";
import { jobKindSchema, jobStatusSchema, prioritySchema, queueNameSchema } from "@/lib/contracts/jobs";
import { maintenanceKindSchema } from "@/lib/contracts/schedules";

/*
 * The event catalogue. `*.requested` events carry the body of the API call they stand for, and may be sent by anyone; without
 * a `job_id` the planner makes the job itself. All others are sent by Modomo alone.
 */

export const requestedSchema = z.looseObject({
  job_id: z.uuid().optional(),
  /** Where a planner that handed itself on goes on. */
  cursor: z.string().optional(),
});

export const scrapeRequested = eventType("modomo/scrape.requested", { schema: requestedSchema });
export const importRequested = eventType("modomo/import.requested", { schema: requestedSchema });
export const detectionRequested = eventType("modomo/detection.requested", { schema: requestedSchema });
export const colorsRequested = eventType("modomo/colors.requested", { schema: requestedSchema });
export const classificationRequested = eventType("modomo/classification.requested", { schema: requestedSchema });

export const REQUESTED = {
  scrape: scrapeRequested,
  import: importRequested,
  detect: detectionRequested,
  colors: colorsRequested,
  classify: classificationRequested,
} satisfies Record<JobKind, unknown>;

export const chunkSchema = z.object({
  job_id: z.uuid(),
  chunk_id: z.uuid(),
  attempt: z.int().positive(),
  queue: queueNameSchema,
  priority: prioritySchema,
});
export type ChunkEventData = z.infer<typeof chunkSchema>;

export const scrapeChunkPlanned = eventType("modomo/scrape-chunk.planned", { schema: chunkSchema });
export const importChunkPlanned = eventType("modomo/import-chunk.planned", { schema: chunkSchema });
export const detectionChunkPlanned = eventType("modomo/detection-chunk.planned", { schema: chunkSchema });
export const colorsChunkPlanned = eventType("modomo/colors-chunk.planned", { schema: chunkSchema });
export const classificationChunkPlanned = eventType("modomo/classification-chunk.planned", { schema: chunkSchema });

const CHUNK_PLANNED = {
  scrape: scrapeChunkPlanned,
  import: importChunkPlanned,
  detect: detectionChunkPlanned,
  colors: colorsChunkPlanned,
  classify: classificationChunkPlanned,
} satisfies Record<JobKind, unknown>;

/** What a function that does chunks of this kind listens to. */
export const chunkPlannedName = (kind: JobKind): string => CHUNK_PLANNED[kind].name;

/** The event that has a chunk done; its id carries the attempt, so that a wanted repeat is not dropped as a duplicate. */
export const chunkPlanned = (kind: JobKind, data: ChunkEventData) =>
  CHUNK_PLANNED[kind].create(data, { id: `chunk:${data.chunk_id}:${data.attempt}` });

const jobFinishedSchema = z.object({ job_id: z.uuid(), kind: jobKindSchema, status: jobStatusSchema });
export const jobFinished = eventType("modomo/job.finished", { schema: jobFinishedSchema });

/**
 * `cause` is what ended the job (a chunk, a sealing) and its attempt, so one ending is announced once and a later one again,
 * however soon: what is opened once more comes under its next attempt.
 */
export const jobFinishedBy = (cause: string, data: z.infer<typeof jobFinishedSchema>) =>
  jobFinished.create(data, { id: `job:${data.job_id}:finished:${cause}` });

export const jobCancelled = eventType("modomo/job.cancelled", { schema: z.object({ job_id: z.uuid() }) });
export const queueResumed = eventType("modomo/queue.resumed", { schema: z.object({ queue: queueNameSchema }) });

/** Something is to be removed and kept out; a wake-up only, what there is to do is in `takedowns`. */
export const takedownRequested = eventType("modomo/takedown.requested", {
  schema: z.object({ takedown_id: z.uuid() }),
});

/** Built-in maintenance is to be done; `run_id` is of the schedule's history, where its report goes. */
export const maintenanceRequested = eventType("modomo/maintenance.requested", {
  schema: z.object({ run_id: z.uuid(), kind: maintenanceKindSchema, input: z.record(z.string(), z.unknown()) }),
});

/** Stops a run when its job is cancelled; needs no private API of any Inngest server. */
export const CANCEL_ON_JOB = [{ event: jobCancelled.name, if: "async.data.job_id == event.data.job_id" }];
