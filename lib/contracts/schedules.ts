import { z } from "zod";
import { pageSchema, timestampSchema } from "./common.ts";
import { JOB_KINDS, jobStatusSchema } from "./jobs.ts";

export const MAINTENANCE_KINDS = ["retention", "counters_check", "orphan_files", "backfill"] as const;
export const maintenanceKindSchema = z.enum(MAINTENANCE_KINDS);
export type MaintenanceKind = z.infer<typeof maintenanceKindSchema>;

export const scheduleKindSchema = z.enum([...JOB_KINDS, ...MAINTENANCE_KINDS]);
export type ScheduleKind = z.infer<typeof scheduleKindSchema>;

/** What maintenance may be told. */
export const MAINTENANCE_INPUT: Record<MaintenanceKind, z.ZodType<Record<string, unknown>>> = {
  retention: z.strictObject({}),
  counters_check: z.strictObject({}),
  /** Files younger than this stay; default `MODOMO_KEEP_FAILURES_DAYS`, since a failed upload may be tried again so long. */
  orphan_files: z.strictObject({ older_than_days: z.int().min(1).max(36_500).optional() }),
  /** At most this many scenes a job. */
  backfill: z.strictObject({ limit: z.int().min(1).max(10_000).optional() }),
};

export const MISSED_POLICIES = ["skip", "once", "all"] as const;
export const OVERLAP_POLICIES = ["skip", "allow"] as const;

const fields = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(500),
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: z.string().trim().min(1).max(200),
  /** As in the IANA database, such as `Europe/Berlin`. */
  timezone: z.string().trim().min(1).max(60),
  kind: scheduleKindSchema,
  /** The body of the request that starts such a job; may carry its `priority`. */
  input: z.record(z.string(), z.json()),
  enabled: z.boolean(),
  missed_policy: z.enum(MISSED_POLICIES),
  missed_max: z.int().min(1).max(100),
  overlap_policy: z.enum(OVERLAP_POLICIES),
};

export const newScheduleSchema = z.strictObject({
  ...fields,
  description: fields.description.default(""),
  timezone: fields.timezone.default("UTC"),
  input: fields.input.default({}),
  enabled: fields.enabled.default(true),
  missed_policy: fields.missed_policy.default("once"),
  missed_max: fields.missed_max.default(10),
  overlap_policy: fields.overlap_policy.default("skip"),
});
export type NewSchedule = z.infer<typeof newScheduleSchema>;

export const changeScheduleSchema = z.strictObject(fields).partial();
export type ScheduleChange = z.infer<typeof changeScheduleSchema>;

export const scheduleSchema = z.object({
  id: z.uuid(),
  ...fields,
  is_builtin: z.boolean(),
  last_run_at: timestampSchema.nullable(),
  next_run_at: timestampSchema.nullable(),
  /** The next five times, whether enabled or not. */
  next_runs: z.array(timestampSchema),
  created_at: timestampSchema,
});
export type Schedule = z.infer<typeof scheduleSchema>;
export const schedulePageSchema = pageSchema(scheduleSchema);

export const SCHEDULE_RUN_STATUSES = ["pending", "started", "running", "completed", "failed", "skipped"] as const;
export const scheduleRunSchema = z.object({
  id: z.uuid(),
  schedule_id: z.uuid(),
  due_at: timestampSchema,
  is_manual: z.boolean(),
  /** `started` is of a job, whose own status tells the rest. */
  status: z.enum(SCHEDULE_RUN_STATUSES),
  note: z.string().nullable(),
  job: z.object({ id: z.uuid(), status: jobStatusSchema }).nullable(),
  /** What maintenance did, by what it did it to. */
  report: z.record(z.string(), z.unknown()),
  created_at: timestampSchema,
  finished_at: timestampSchema.nullable(),
});
export type ScheduleRun = z.infer<typeof scheduleRunSchema>;
export const scheduleRunPageSchema = pageSchema(scheduleRunSchema);
