import { z } from "zod";
import { pageSchema, timestampSchema } from "./common.ts";
import { jobErrorSchema, jobKindSchema, jobStatusSchema, queueNameSchema, runSchema, runStepSchema } from "./jobs.ts";

/** Words of a search; at least one letter or digit, or it could only find nothing. */
const textSchema = z
  .string()
  .max(200)
  .regex(/[\p{L}\p{N}]/u, { error: "needs a letter or a digit" });

/** What a list of jobs is narrowed to; all parts must be met. */
export const jobFilterSchema = z.strictObject({
  status: jobStatusSchema.optional(),
  kind: jobKindSchema.optional(),
  queue: queueNameSchema.optional(),
  created_after: timestampSchema.optional(),
  created_before: timestampSchema.optional(),
  /** Each word is the beginning of a word of the job's input or error; or a job id's beginning, or its maker's address. */
  text: textSchema.optional(),
});
export type JobFilter = z.infer<typeof jobFilterSchema>;

/** `POST /api/jobs/bulk`: one call goes over at most `limit` jobs; `next_cursor` says where the next one goes on. */
export const bulkRequestSchema = z.strictObject({
  action: z.enum(["cancel", "retry"]),
  filter: jobFilterSchema.extend({ ids: z.array(z.uuid()).min(1).max(1000).optional() }),
  dry_run: z.boolean().default(false),
  cursor: z.string().min(1).max(400).optional(),
  limit: z.int().min(1).max(1000).default(500),
});
export type BulkRequest = z.infer<typeof bulkRequestSchema>;

export const bulkAnswerSchema = z.object({
  action: z.enum(["cancel", "retry"]),
  dry_run: z.boolean(),
  /** Jobs this call looked at. */
  matched: z.int(),
  /** Of them: done, or in a dry run, what would be done. */
  changed: z.int(),
  skipped: z.array(z.object({ reason: z.string(), jobs: z.int() })),
  /** A dry run counts so many and no further. */
  is_capped: z.boolean(),
  /** Null when all were gone over, and in a dry run. */
  next_cursor: z.string().nullable(),
});
export type BulkAnswer = z.infer<typeof bulkAnswerSchema>;

/** Stages that work on scenes and can be run again over those of another job. */
export const RERUN_KINDS = ["detect", "colors", "classify"] as const;
export const rerunRequestSchema = z.strictObject({
  from: z.enum(RERUN_KINDS),
  /** All scenes that stage had, or only those that did not go through. */
  only: z.enum(["all", "failed"]).default("all"),
  priority: z.int().min(0).max(9).optional(),
});

export const savedFilterSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  query: jobFilterSchema,
  created_at: timestampSchema,
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;
export const savedFiltersSchema = z.object({ items: z.array(savedFilterSchema) });
export const saveFilterRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  query: jobFilterSchema,
});

export const JOB_LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export const jobLogSchema = z.object({
  id: z.uuid(),
  job_id: z.uuid(),
  level: z.enum(JOB_LOG_LEVELS),
  message: z.string(),
  data: z.record(z.string(), z.unknown()),
  created_at: timestampSchema,
});
export type JobLog = z.infer<typeof jobLogSchema>;
export const jobLogPageSchema = pageSchema(jobLogSchema);
export type JobLogPage = z.infer<typeof jobLogPageSchema>;

/** `GET /api/jobs/{id}/report`: what came of a job and what it took. */
export const jobReportSchema = z.object({
  yield: z.object({
    found: z.int(),
    /** Scenes brought in, or scenes worked on. */
    new: z.int(),
    duplicate: z.int(),
    refused: z.int(),
    failed: z.int(),
    cancelled: z.int(),
  }),
  /** Why items did not go through plainly, most frequent first. */
  reasons: z.array(
    z.object({ status: z.enum(["failed", "skipped", "cancelled"]), reason: z.string(), items: z.int() }),
  ),
  /** The reasons are counted over a part of the items only. */
  is_capped: z.boolean(),
  cost: z.object({
    /** From start to end, waiting included; until now while it runs, null before it starts. */
    wall_seconds: z.number().nullable(),
    /** Time of all steps together; work side by side counts twice. */
    run_seconds: z.number(),
    /** The part of `run_seconds` spent on a gpu-worker, the call included. */
    gpu_seconds: z.number(),
    /** Originals this job brought into storage, without thumbnails. */
    bytes_stored: z.int(),
  }),
});
export type JobReport = z.infer<typeof jobReportSchema>;

/** `GET /api/runs/{id}`: input and outputs as kept, that is cut to size and without secrets. */
export const runDetailSchema = runSchema.extend({
  chunk_id: z.uuid().nullable(),
  input: z.unknown(),
  output: z.unknown(),
  steps: z.array(runStepSchema.extend({ output: z.unknown(), error: jobErrorSchema.nullable() })),
});
export type RunDetail = z.infer<typeof runDetailSchema>;
