import { z } from "zod";
import { pageSchema, timestampSchema } from "./common.ts";

export const JOB_KINDS = ["scrape", "import", "detect", "colors", "classify"] as const;
export const jobKindSchema = z.enum(JOB_KINDS);
export type JobKind = z.infer<typeof jobKindSchema>;

export const JOB_STATUSES = ["queued", "running", "completed", "failed", "cancelled"] as const;
export const jobStatusSchema = z.enum(JOB_STATUSES);
export type JobStatus = z.infer<typeof jobStatusSchema>;

/** A status nothing leaves by itself. */
export const isFinished = (status: JobStatus): boolean => status !== "queued" && status !== "running";

export const QUEUE_NAMES = [
  "default",
  "ai_processing",
  "detection",
  "scraping",
  "import",
  "color_processing",
  "classification",
] as const;
export const queueNameSchema = z.enum(QUEUE_NAMES);
export type QueueName = z.infer<typeof queueNameSchema>;

/** 0 (batch) to 9 (urgent); 5 is neutral. Each step is a head start of 120 s in its queue. */
export const prioritySchema = z.int().min(0).max(9);

/** `class` says which rule it is under (docs/operations.md); errors kept by older versions have none. */
export const jobErrorSchema = z.object({ code: z.string(), message: z.string(), class: z.string().optional() });

/** The four fields every Celery task of the old system had; `progress` is a percentage, 0 to 100. */
export const jobProgressSchema = z.object({
  current: z.int().nonnegative(),
  total: z.int().nonnegative(),
  progress: z.number().min(0).max(100),
  message: z.string(),
});

export const jobSchema = z.object({
  id: z.uuid(),
  kind: jobKindSchema,
  queue: queueNameSchema,
  priority: prioritySchema,
  status: jobStatusSchema,
  attempt: z.int().positive(),
  /** The job whose finished items feed this one, e.g. the scrape behind a detection job. */
  parent_job_id: z.uuid().nullable(),
  /** First job of the chain; its own id for a job somebody started. */
  root_job_id: z.uuid(),
  input: z.record(z.string(), z.unknown()),
  progress: jobProgressSchema,
  counts: z.object({
    total: z.int(),
    completed: z.int(),
    failed: z.int(),
    skipped: z.int(),
    cancelled: z.int(),
  }),
  error: jobErrorSchema.nullable(),
  created_at: timestampSchema,
  started_at: timestampSchema.nullable(),
  finished_at: timestampSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobPageSchema = pageSchema(jobSchema);
export type JobPage = z.infer<typeof jobPageSchema>;

/** `GET /api/jobs/{id}`: the job and every job of its chain, in order of creation (itself included). */
export const jobDetailSchema = jobSchema.extend({ chain: z.array(jobSchema) });
export type JobDetail = z.infer<typeof jobDetailSchema>;

/** `GET /api/jobs/active`: queued and running jobs, newest first. */
export const activeJobsSchema = z.object({ items: z.array(jobSchema) });

export const ITEM_STATUSES = ["queued", "completed", "failed", "skipped", "cancelled"] as const;
export const jobItemSchema = z.object({
  id: z.uuid(),
  item_key: z.string(),
  status: z.enum(ITEM_STATUSES),
  scene_id: z.uuid().nullable(),
  /** As its source names the scene; null without a scene, and for one that has no title. */
  scene_title: z.string().nullable(),
  /** Of the picture or its page; null of what came without one. */
  address: z.string().nullable(),
  error: jobErrorSchema.nullable(),
  /** What came of it in a few words, e.g. `duplicate of a scene collected before`. */
  note: z.string().nullable(),
  finished_at: timestampSchema.nullable(),
});
export type JobItem = z.infer<typeof jobItemSchema>;
export const jobItemPageSchema = pageSchema(jobItemSchema);

/** Answer (202) of every call that starts work. */
export const jobStartedSchema = z.object({
  job_id: z.uuid(),
  status: jobStatusSchema,
  queue: queueNameSchema,
  status_url: z.string(),
  message: z.string(),
});
export type JobStarted = z.infer<typeof jobStartedSchema>;

export const runStepSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(["running", "completed", "failed"]),
  attempt: z.int().nonnegative(),
  started_at: timestampSchema,
  ended_at: timestampSchema.nullable(),
  error: jobErrorSchema.nullable(),
});
export const RUN_STATUSES = ["running", "completed", "failed", "cancelled"] as const;
export const runStatusSchema = z.enum(RUN_STATUSES);
export const runSchema = z.object({
  id: z.string(),
  function_id: z.string(),
  job_id: z.uuid().nullable(),
  status: runStatusSchema,
  attempt: z.int().nonnegative(),
  started_at: timestampSchema,
  ended_at: timestampSchema.nullable(),
  error: jobErrorSchema.nullable(),
  steps: z.array(runStepSchema),
});
export type Run = z.infer<typeof runSchema>;
/** `GET /api/runs?job_id=`: function runs with their steps, oldest first. */
export const runPageSchema = pageSchema(runSchema);

/** Events of `GET /api/jobs/{id}/events` (server-sent): `progress` and `finished` carry a `JobDetail`, `log` a `JobLog`. */
export const jobStreamEventSchema = z.enum(["progress", "log", "finished"]);
