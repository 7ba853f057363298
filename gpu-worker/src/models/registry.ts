import { readFileSync } from "node:fs";
import { z } from "zod";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.strictObject({ path: z.string(), sha256: sha256Schema, size_bytes: z.int().positive() });

/** Where a model's bytes come from: files of one exact version of an npm package. */
const sourceSchema = z.strictObject({
  package: z.string(),
  version: z.string(),
  licence: z.string(),
  files: z.array(fileSchema),
});

const conversionSchema = z.strictObject({
  graph: z.string(),
  weights: z.array(z.string()).min(1),
  input: z.string(),
  outputs: z.array(z.strictObject({ node: z.string(), name: z.string(), pool: z.literal("mean").optional() })).min(1),
});

const scalingSchema = z.strictObject({
  channels: z.enum(["rgb", "bgr"]),
  mean: z.array(z.number()).length(3),
  std: z.array(z.number().positive()).length(3),
});

const common = {
  id: z.string(),
  version: z.string(),
  /** SPDX id of the weights' own licence, or `unclear`. */
  licence: z.string(),
  homepage: z.url(),
  source: sourceSchema,
};

/** Fields of a model that is converted once and then read from the cache folder. */
const converted = { ...common, file: fileSchema, conversion: conversionSchema, scaling: scalingSchema };

const scoreSchema = z.number().min(0).max(1);

const nanodetSchema = z.strictObject({
  ...converted,
  task: z.literal("detect"),
  adapter: z.literal("nanodet"),
  /** Square input sizes; the boxes of all of them are fused. */
  sizes_px: z.array(z.int().multipleOf(32)).min(1),
  strides_px: z.array(z.int().positive()).min(1),
  thresholds: z.strictObject({
    accept: scoreSchema,
    review: scoreSchema,
    /** Score a single size's box needs to enter the fusion. */
    candidate: scoreSchema,
    suppress_iou: scoreSchema,
    fuse_iou: scoreSchema,
    /** Overlap above which boxes of different labels are taken for one object. */
    same_object_iou: scoreSchema,
  }),
  labels: z.array(z.string()).min(1),
  /** Taxonomy category of each label whose kebab-case form is not already the category. */
  categories: z.record(z.string(), z.string()),
});

const pooledFeaturesSchema = z.strictObject({
  ...converted,
  task: z.literal("embed"),
  adapter: z.literal("pooled-features"),
  size_px: z.int().multipleOf(32),
  dimensions: z.int().positive(),
  /** Share of a box's width and height added on each side before an object is cut out. */
  crop_margin: z.number().min(0),
  output: z.string(),
});

const grabcutSchema = z.strictObject({
  ...common,
  task: z.literal("segment"),
  adapter: z.literal("grabcut"),
});

const modelSchema = z.discriminatedUnion("adapter", [nanodetSchema, pooledFeaturesSchema, grabcutSchema]);
const registrySchema = z.strictObject({ models: z.array(modelSchema) });

type Model = z.infer<typeof modelSchema>;
export type ModelSource = z.infer<typeof sourceSchema>;
export type DetectModel = z.infer<typeof nanodetSchema>;
export type EmbedModel = z.infer<typeof pooledFeaturesSchema>;
type SegmentModel = z.infer<typeof grabcutSchema>;
export type ConvertedModel = DetectModel | EmbedModel;

/** Licences that load without the operator's word: `MODELS_ALLOWED_LICENCES`' default. */
export const DEFAULT_ALLOWED_LICENCES: readonly string[] = ["Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause"];

/** Reads `gpu-worker/models.json`. */
export function readRegistry(): Model[] {
  return registrySchema.parse(JSON.parse(readFileSync(new URL("../../models.json", import.meta.url), "utf8"))).models;
}

export const isConverted = (model: Model): model is ConvertedModel => "conversion" in model;

/** The one model of a set of three tasks that the worker runs. */
export interface ModelSet {
  readonly detect: DetectModel;
  readonly segment: SegmentModel;
  readonly embed: EmbedModel;
}

/**
 * Picks the first model of each task.
 * @throws {Error} a task has no model, or a picked model's licence (its weights' or its package's) is not allowed.
 */
export function selectModels(models: readonly Model[], allowedLicences: readonly string[]): ModelSet {
  for (const model of models) assertLicence(model, allowedLicences);
  const find = <T extends Model>(matches: (model: Model) => model is T, task: string): T => {
    const model = models.find(matches);
    if (!model) throw new Error(`models.json has no model for the task "${task}"; add one or restore the file.`);
    return model;
  };
  return {
    detect: find((model) => model.adapter === "nanodet", "detect"),
    segment: find((model) => model.adapter === "grabcut", "segment"),
    embed: find((model) => model.adapter === "pooled-features", "embed"),
  };
}

function assertLicence(model: Model, allowed: readonly string[]): void {
  for (const licence of [model.licence, model.source.licence]) {
    if (allowed.includes(licence)) continue;
    throw new Error(
      `Model "${model.id}" is under the licence "${licence}", which MODELS_ALLOWED_LICENCES does not list ` +
        `(it lists ${allowed.join(", ") || "none"}). Read ${model.homepage}; if its terms suit you, add the licence there.`,
    );
  }
}

/** Taxonomy category of a detector label: its own kebab-case form unless the registry says otherwise. */
export function categoryOf(model: DetectModel, label: string): string {
  return model.categories[label] ?? label.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
