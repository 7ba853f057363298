import { z } from "zod";
import { pageSchema, timestampSchema } from "./common.ts";
import { jobKindSchema } from "./jobs.ts";
import { paging } from "./requests.ts";

/** Kinds of trouble, each with its own rule (docs/operations.md). */
export const ERROR_CLASSES = [
  "database",
  "external",
  "timeout",
  "memory",
  "bad_input",
  "poison",
  "internal",
  "cancelled",
] as const;
export const errorClassSchema = z.enum(ERROR_CLASSES);
export type ErrorClass = z.infer<typeof errorClassSchema>;

export const FAILURE_STATES = ["open", "replayed", "discarded"] as const;
export const failureStateSchema = z.enum(FAILURE_STATES);

/** Failures of one cause: items that failed, and runs that will not be tried again. */
export const failureGroupSchema = z.object({
  fingerprint: z.uuid(),
  kind: jobKindSchema.nullable(),
  function_id: z.string().nullable(),
  class: errorClassSchema,
  code: z.string(),
  /** Of the first failure; those that follow may differ in ids, numbers and names. */
  message: z.string(),
  state: failureStateSchema,
  /** Ever seen, and how many of those nobody has replayed or discarded. */
  items: z.int(),
  runs: z.int(),
  open_items: z.int(),
  open_runs: z.int(),
  /** Different scenes among the items. */
  scenes: z.int(),
  first_seen_at: timestampSchema,
  last_seen_at: timestampSchema,
});
export type FailureGroup = z.infer<typeof failureGroupSchema>;
export const failurePageSchema = pageSchema(failureGroupSchema);

const keptErrorSchema = z.looseObject({ message: z.string().optional(), stack: z.string().optional() });

export const failureRunSchema = z.object({
  id: z.uuid(),
  run_id: z.string(),
  function_id: z.string(),
  job_id: z.uuid().nullable(),
  chunk_id: z.uuid().nullable(),
  reason: z.enum(["failed", "cancelled"]),
  state: failureStateSchema,
  discard_reason: z.string().nullable(),
  error: keptErrorSchema,
  event: z.unknown(),
  created_at: timestampSchema,
});

/** A group with its sample, some of its scenes, and a page of its runs, newest first. */
export const failureDetailSchema = failureGroupSchema.extend({
  sample: z.looseObject({ error: keptErrorSchema.nullish(), input: z.unknown(), job_id: z.uuid().nullish() }),
  sample_scenes: z.array(z.object({ id: z.uuid(), title: z.string().nullable() })),
  letters: z.array(failureRunSchema),
  next_cursor: z.string().nullable(),
});
export type FailureDetail = z.infer<typeof failureDetailSchema>;

export const failureItemSchema = z.object({
  id: z.uuid(),
  job_id: z.uuid(),
  item_key: z.string(),
  scene_id: z.uuid().nullable(),
  payload: z.unknown(),
  error: keptErrorSchema.nullable(),
  tries: z.int(),
  is_poison: z.boolean(),
  discard_reason: z.string().nullable(),
  finished_at: timestampSchema.nullable(),
});
export const failureItemPageSchema = pageSchema(failureItemSchema);

const text = z.string().min(1).max(200);
const filter = {
  kind: jobKindSchema.optional(),
  function: z.string().min(1).max(100).optional(),
  class: errorClassSchema.optional(),
  job: z.uuid().optional(),
  /** Part of the message or code. */
  text: text.optional(),
};
export const listFailuresQuerySchema = z.strictObject({
  ...paging,
  state: failureStateSchema.default("open"),
  ...filter,
});
export const pageQuerySchema = z.strictObject(paging);

/** Which failures: exactly one of the three. Ids are of items or of dead letters. */
const choice = {
  ids: z.array(z.uuid()).min(1).max(1000).optional(),
  fingerprint: z.uuid().optional(),
  filter: z.strictObject(filter).optional(),
};
const isOneChoice = ({ ids, fingerprint, filter }: Partial<Record<keyof typeof choice, unknown>>): boolean =>
  [ids, fingerprint, filter].filter((one) => one !== undefined).length === 1;
const ONE_CHOICE = { path: ["ids"], error: "give exactly one of ids, fingerprint and filter" };

export const replayRequestSchema = z
  .strictObject({
    ...choice,
    /** JSON merge patches (RFC 7396) onto the input of the jobs and the payload of the items. */
    patch: z
      .strictObject({
        input: z.record(z.string(), z.json()).optional(),
        payload: z.record(z.string(), z.json()).optional(),
      })
      .optional(),
    /** Also items that failed as often as makes them poison. */
    include_poison: z.boolean().default(false),
    dry_run: z.boolean().default(false),
  })
  .refine(isOneChoice, ONE_CHOICE);
export type ReplayRequest = z.infer<typeof replayRequestSchema>;

export const replayResultSchema = z.object({
  dry_run: z.boolean(),
  items: z.int(),
  /** Planners and functions of no job that run again. */
  runs: z.int(),
  jobs: z.array(z.object({ job_id: z.uuid(), items: z.int() })),
  /** Left out: poison, and items whose chunk still runs. */
  poison: z.int(),
  unsettled: z.int(),
  /** One call takes 10,000 at most; call again for the rest. */
  has_more: z.boolean(),
});
export type ReplayResult = z.infer<typeof replayResultSchema>;

export const discardRequestSchema = z
  .strictObject({ ...choice, reason: z.string().trim().min(3).max(500) })
  .refine(isOneChoice, ONE_CHOICE);
export const discardResultSchema = z.object({ discarded: z.int(), has_more: z.boolean() });
