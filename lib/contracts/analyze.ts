import { z } from "zod";
import { rleSchema } from "./rle.ts";

/** Largest number of images one analyze call may carry. */
export const ANALYZE_BATCH_MAX = 32;

/** x, y, width, height in pixels of the upright source image, origin top left (COCO's order). */
export const boxPxSchema = z.tuple([z.number(), z.number(), z.number().nonnegative(), z.number().nonnegative()]);
export type BoxPx = z.infer<typeof boxPxSchema>;

export const analyzeTaskSchema = z.enum(["detect", "segment", "embed"]);
export type AnalyzeTask = z.infer<typeof analyzeTaskSchema>;

/** One image: its bytes, or a URL on the worker's one configured Storage origin. */
export const analyzeImageSchema = z.union([
  z.strictObject({ id: z.string().min(1).max(200), url: z.url() }),
  z.strictObject({ id: z.string().min(1).max(200), bytes_base64: z.base64() }),
]);

/** Body of `POST /v1/analyze`. `segment` implies `detect`; `embed` gives one vector an object and one a scene. */
export const analyzeRequestSchema = z.strictObject({
  images: z.array(analyzeImageSchema).min(1).max(ANALYZE_BATCH_MAX),
  tasks: z.array(analyzeTaskSchema).min(1).default(["detect", "segment", "embed"]),
  max_objects: z.int().min(1).max(300).default(100),
});
export type AnalyzeRequest = z.input<typeof analyzeRequestSchema>;

export const modelRefSchema = z.object({ id: z.string(), version: z.string() });
export type ModelRef = z.infer<typeof modelRefSchema>;

export const analyzedMaskSchema = z.object({
  rle: rleSchema,
  /** How the mask was made: `grabcut`, `colour` where GrabCut ran off, or `box` when both failed and the box was kept. */
  method: z.string(),
  /** Self-assessed quality in [0, 1]; 0 for a bare box. */
  quality: z.number().min(0).max(1),
  area_px: z.int().nonnegative(),
});

export const analyzedObjectSchema = z.object({
  /** Taxonomy category, e.g. `armchair`; equal to the model's label where the taxonomy has no closer one. */
  category: z.string(),
  model_label: z.string(),
  score: z.number().min(0).max(1),
  /** `accepted` at or above the model's accept threshold, else `review`. */
  confidence: z.enum(["accepted", "review"]),
  box: boxPxSchema,
  mask: analyzedMaskSchema.nullable(),
  /** L2-normalised; null when `embed` was not asked for. */
  embedding: z.array(z.number()).nullable(),
});
export type AnalyzedObject = z.infer<typeof analyzedObjectSchema>;

export const analyzedImageSchema = z.discriminatedUnion("ok", [
  z.object({
    id: z.string(),
    ok: z.literal(true),
    width_px: z.int().positive(),
    height_px: z.int().positive(),
    objects: z.array(analyzedObjectSchema),
    /** Whole-scene vector, L2-normalised; null when `embed` was not asked for. */
    embedding: z.array(z.number()).nullable(),
    timings_ms: z.record(z.string(), z.number()),
  }),
  z.object({
    id: z.string(),
    ok: z.literal(false),
    /** `permanent` errors (bad bytes, too many pixels) are not worth a retry; `transient` ones are. */
    error: z.object({ code: z.string(), message: z.string(), permanent: z.boolean() }),
  }),
]);
export type AnalyzedImage = z.infer<typeof analyzedImageSchema>;

/** Answer of `POST /v1/analyze`: one result an image, in the order of the request. */
export const analyzeResponseSchema = z.object({
  results: z.array(analyzedImageSchema),
  models: z.object({ detect: modelRefSchema, segment: modelRefSchema, embed: modelRefSchema }),
});
export type AnalyzeResponse = z.infer<typeof analyzeResponseSchema>;

/** `draining` finishes what it has and takes nothing new. */
export const workerModeSchema = z.enum(["up", "draining"]);

/** What a gpu-worker can be told, each by a POST to `/v1/<action>`. */
export const WORKER_ACTIONS = ["drain", "resume", "restart", "shutdown"] as const;
export type WorkerAction = (typeof WORKER_ACTIONS)[number];

/** Answer of `GET /v1/status`, and of every action. */
export const workerStatusSchema = z.object({
  name: z.string(),
  version: z.string(),
  state: workerModeSchema.default("up"),
  device: z.string(),
  models: z.array(modelRefSchema.extend({ task: z.string(), licence: z.string(), state: z.string() })),
  busy: z.int().nonnegative(),
  images_done: z.int().nonnegative(),
  images_failed: z.int().nonnegative(),
  /** Of the service and its inference process together. */
  rss_mb: z.number().nonnegative(),
  /** Of one core, since the status was last asked for; null the first time. */
  cpu_percent: z.number().nonnegative().nullable().default(null),
  /** How often the inference process was replaced, dead ones included. */
  recycles: z.int().nonnegative().default(0),
  uptime_s: z.number().nonnegative(),
});
export type WorkerStatus = z.infer<typeof workerStatusSchema>;
