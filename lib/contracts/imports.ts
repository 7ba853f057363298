import { z } from "zod";
import { prioritySchema } from "./jobs.ts";

/** Query strings carry numbers as text. */
const integer = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === "string" && value.trim() ? Number(value) : value),
    z.int().min(min).max(max),
  );

const name = z.string().min(1).max(200);
export const BOX_FORMATS = ["xywh", "xyxy", "cxcywh"] as const;

/** Which column holds what; what is left out is found by type and name, null switches it off. */
export const importColumnsSchema = z.strictObject({
  image: name.optional(),
  caption: name.nullable().optional(),
  labels: z.array(name).max(20).optional(),
  objects: name.nullable().optional(),
  box_format: z.enum(BOX_FORMATS).optional(),
});
export type ImportColumns = z.infer<typeof importColumnsSchema>;

const datasetFields = {
  /** `namespace/name`, or an address of the hub. */
  dataset: z.string().trim().min(1).max(500),
  config: name.optional(),
  split: name.optional(),
  /** Branch, tag or commit; default what the main branch is now. */
  revision: z.string().min(1).max(200).optional(),
};

/** `POST /import/huggingface-dataset`. */
export const huggingFaceRequestSchema = z.strictObject({
  ...datasetFields,
  offset: integer(0, 1_000_000_000).default(0),
  limit: integer(1, 100_000_000).default(100),
  /** Detection, colours and classification follow on what was imported. */
  include_detection: z.stringbool().or(z.boolean()).default(true),
  columns: importColumnsSchema.optional(),
  priority: prioritySchema.optional(),
});
export type HuggingFaceRequest = z.infer<typeof huggingFaceRequestSchema>;

export const datasetPreviewQuerySchema = z.strictObject(datasetFields);
export const datasetSearchQuerySchema = z.strictObject({ q: z.string().trim().max(200).default("") });

export const datasetSummarySchema = z.object({
  id: z.string(),
  downloads: z.number(),
  likes: z.number(),
  /** The uploader's claim. */
  licence: z.string().nullable(),
  gated: z.boolean(),
  private: z.boolean(),
  updated_at: z.string().nullable(),
  tags: z.array(z.string()),
});
export const datasetSearchSchema = z.object({
  /** Which hub was asked. */
  hub: z.string(),
  items: z.array(datasetSummarySchema),
});

export const COLUMN_KINDS = ["image", "images", "url", "text", "class", "classes", "objects", "other"] as const;

/** `GET /sources/huggingface/preview`: one split, and what an import would make of it. */
export const datasetPreviewSchema = z.object({
  hub: z.string(),
  dataset: datasetSummarySchema.extend({ sha: z.string(), url: z.string() }),
  splits: z.array(z.object({ config: z.string(), split: z.string() })),
  config: z.string(),
  split: z.string(),
  /** Rows of the split; null where nobody says. */
  row_count: z.int().nullable(),
  /** The viewer holds the first part of the split only. */
  partial: z.boolean(),
  /** Why the dataset viewer shows nothing of it; the rows then come from its own files. */
  viewer_note: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), kind: z.enum(COLUMN_KINDS), names: z.array(z.string()) })),
  mapping: z.object({
    image: z.string().nullable(),
    caption: z.string().nullable(),
    labels: z.array(z.string()),
    objects: z.string().nullable(),
  }),
  rows: z.array(
    z.object({
      index: z.int(),
      /** `data:` URL of a small copy; null where there is no picture or it could not be had. */
      image: z.string().nullable(),
      title: z.string().nullable(),
      tags: z.array(z.string()),
      object_count: z.int(),
    }),
  ),
});
export type DatasetPreview = z.infer<typeof datasetPreviewSchema>;

/** Fields of the form of `POST /import/images`, beside its `files`. */
export const uploadOptionsSchema = z.strictObject({
  pipeline: z.stringbool().default(true),
  priority: integer(0, 9).optional(),
});

/** `POST /import/dataset`: a file as the body, what it is in the query. */
export const importFileQuerySchema = z.strictObject({
  /** Its name, whose ending says what it is: `.zip`, `.csv`, `.tsv`, `.txt`, `.jsonl`, `.parquet`. */
  name: z.string().trim().min(1).max(200),
  pipeline: z.stringbool().default(true),
  priority: integer(0, 9).optional(),
});
