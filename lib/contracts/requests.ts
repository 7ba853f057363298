import { z } from "zod";
import { JOB_LOG_LEVELS, jobFilterSchema } from "./job-control.ts";
import { prioritySchema, runStatusSchema } from "./jobs.ts";
import { imageTypeSchema, sceneStatusSchema } from "./scenes.ts";
import { sourceOptionsInputSchema } from "./sources.ts";

/** Query strings carry numbers as text, so a limit may be either; nothing else is taken for a number. */
const limit = (max: number, fallback: number) =>
  z
    .preprocess((value) => (typeof value === "string" && value.trim() ? Number(value) : value), z.int().min(1).max(max))
    .default(fallback);
const priority = prioritySchema.optional();

/** Body of `POST /scraper/start`; `pipeline: false` stops after ingest. */
export const scrapeRequestSchema = z.strictObject({
  source: z.string().min(1).max(40).optional(),
  limit: limit(100_000, 100),
  room_types: z.array(z.string().min(1).max(60)).max(50).optional(),
  /** What the source lets be asked for: see `options` of `GET /sources`. */
  options: sourceOptionsInputSchema.optional(),
  pipeline: z.boolean().default(true),
  priority,
});

/** Body of `POST /import/images` (JSON form). The multipart form has one or more `files` parts. */
export const importImagesRequestSchema = z.strictObject({
  urls: z
    .array(z.url({ protocol: /^https?$/ }))
    .min(1)
    .max(1000),
  pipeline: z.boolean().default(true),
  priority,
});

export const detectProcessRequestSchema = z.union(
  [
    z.strictObject({ scene_id: z.uuid(), priority }),
    z.strictObject({ image_url: z.url({ protocol: /^https?$/ }), priority }),
  ],
  { error: "give either scene_id (a UUID) or image_url (an http or https URL)" },
);

export const sceneFilterSchema = z.strictObject({
  source: z.string().optional(),
  status: sceneStatusSchema.optional(),
  image_type: imageTypeSchema.optional(),
});
export const detectBatchRequestSchema = z.union(
  [
    z.strictObject({ scene_ids: z.array(z.uuid()).min(1).max(10_000), priority }),
    z.strictObject({ filter: sceneFilterSchema, priority }),
  ],
  { error: "give either scene_ids (1 to 10000 UUIDs) or filter" },
);

export const colorsRequestSchema = z.strictObject({
  limit: limit(1_000_000, 100),
  scene_ids: z.array(z.uuid()).min(1).max(10_000).optional(),
  priority,
});
export const colorsObjectRequestSchema = z.strictObject({ object_id: z.uuid(), priority });

export const reclassifyRequestSchema = z.strictObject({
  limit: limit(1_000_000, 100),
  /** Also scenes the current rules have labelled already. */
  force: z.stringbool().or(z.boolean()).default(false),
  priority,
});
export const classifySceneRequestSchema = z.union(
  [
    z.strictObject({ scene_id: z.uuid(), priority }),
    z.strictObject({ image_url: z.url({ protocol: /^https?$/ }), priority }),
  ],
  { error: "give either scene_id (a UUID) or image_url (an http or https URL)" },
);

export const paging = { limit: limit(100, 50), cursor: z.string().min(1).max(400).optional() };

export const listJobsQuerySchema = z.strictObject({ ...paging, ...jobFilterSchema.shape });
export const listItemsQuerySchema = z.strictObject({
  ...paging,
  status: z.enum(["queued", "completed", "failed", "skipped", "cancelled"]).optional(),
});
export const listJobLogsQuerySchema = z.strictObject({ ...paging, level: z.enum(JOB_LOG_LEVELS).optional() });
export const listRunsQuerySchema = z.strictObject({
  ...paging,
  job_id: z.uuid().optional(),
  status: runStatusSchema.optional(),
  function_id: z.string().min(1).max(100).optional(),
});
export const listScenesQuerySchema = z.strictObject({
  ...paging,
  source: z.string().max(40).optional(),
  image_type: imageTypeSchema.optional(),
  room_type: z.string().max(60).optional(),
  status: sceneStatusSchema.optional(),
  /** Words of title or description. */
  text: z.string().max(200).optional(),
});
export const imageVariantSchema = z.enum(["original", "thumbnail"]);

export const signInRequestSchema = z.strictObject({ email: z.email(), password: z.string().min(1).max(200) });
