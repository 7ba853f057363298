import { z } from "zod";
import { boxPxSchema, modelRefSchema } from "./analyze.ts";
import { pageSchema, timestampSchema } from "./common.ts";
import { rleSchema } from "./rle.ts";

export const IMAGE_TYPES = ["interior", "object", "exterior", "plan", "other"] as const;
export const imageTypeSchema = z.enum(IMAGE_TYPES);
export type ImageType = z.infer<typeof imageTypeSchema>;

export const SCENE_STATUSES = ["ingested", "detected", "classified"] as const;
export const sceneStatusSchema = z.enum(SCENE_STATUSES);

export const RIGHTS_STATES = ["allowed", "unknown", "refused"] as const;

/** One colour of a palette: CIELAB (D65) L in [0, 100]; shares of a palette sum to 1. */
export const paletteColorSchema = z.object({
  lab: z.tuple([z.number(), z.number(), z.number()]),
  hex: z.string().regex(/^#[0-9a-f]{6}$/),
  share: z.number().min(0).max(1),
  name: z.string(),
});
export type PaletteColor = z.infer<typeof paletteColorSchema>;

/** Why a label was given: one sentence and its weight in log odds (positive for the label, negative for its nearest rival). */
export const evidenceSchema = z.object({
  kind: z.enum(["object", "caption", "colour", "image"]),
  detail: z.string(),
  weight: z.number(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const classificationSchema = z.object({
  kind: z.enum(["image_type", "room_type", "style"]),
  label: z.string(),
  score: z.number().min(0).max(1),
  evidence: z.array(evidenceSchema),
  model: modelRefSchema,
});
export type Classification = z.infer<typeof classificationSchema>;

export const sceneSummarySchema = z.object({
  id: z.uuid(),
  source: z.string(),
  title: z.string().nullable(),
  width_px: z.int().positive(),
  height_px: z.int().positive(),
  status: sceneStatusSchema,
  image_type: imageTypeSchema.nullable(),
  room_type: z.string().nullable(),
  styles: z.array(z.string()),
  object_count: z.int().nonnegative(),
  palette: z.array(paletteColorSchema),
  /** Served by this app to a signed-in caller: a WebP of at most 512 px. */
  thumbnail_url: z.string(),
  created_at: timestampSchema,
});
export type SceneSummary = z.infer<typeof sceneSummarySchema>;
export const scenePageSchema = pageSchema(sceneSummarySchema);
export type ScenePage = z.infer<typeof scenePageSchema>;

export const sceneObjectSchema = z.object({
  id: z.uuid(),
  category: z.string(),
  model_label: z.string(),
  score: z.number(),
  confidence: z.enum(["accepted", "review"]),
  review_state: z.enum(["pending", "accepted", "rejected", "relabelled"]),
  box: boxPxSchema,
  mask: rleSchema.nullable(),
  mask_method: z.string().nullable(),
  mask_quality: z.number().nullable(),
  area_px: z.int().nullable(),
  palette: z.array(paletteColorSchema),
  model: modelRefSchema,
});
export type SceneObject = z.infer<typeof sceneObjectSchema>;

/** A label, box or mask that came with the picture from its dataset; detection neither reads nor replaces it. */
export const annotationSchema = z.object({
  id: z.uuid(),
  origin: z.enum(["huggingface", "coco", "yolo", "voc", "parquet"]),
  dataset: z.string(),
  raw_id: z.string(),
  label: z.string(),
  /** Null for a label of the whole picture. */
  box: boxPxSchema.nullable(),
  mask: rleSchema.nullable(),
});
export type Annotation = z.infer<typeof annotationSchema>;

/** `GET /api/scenes/{id}`. */
export const sceneDetailSchema = sceneSummarySchema.extend({
  source_id: z.string(),
  page_url: z.string().nullable(),
  image_url: z.string(),
  original_url: z.string().nullable(),
  description: z.string().nullable(),
  author: z.string().nullable(),
  licence: z.string().nullable(),
  licence_url: z.string().nullable(),
  tags: z.array(z.string()),
  rights_state: z.enum(RIGHTS_STATES),
  sha256: z.string(),
  phash: z.string(),
  format: z.string(),
  bytes: z.int().positive(),
  objects: z.array(sceneObjectSchema),
  classifications: z.array(classificationSchema),
  annotations: z.array(annotationSchema),
  rights_events: z.array(
    z.object({ kind: z.string(), decision: z.string(), detail: z.string(), created_at: timestampSchema }),
  ),
});
export type SceneDetail = z.infer<typeof sceneDetailSchema>;
