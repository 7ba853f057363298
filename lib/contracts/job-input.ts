import { z } from "zod";
import { huggingFaceRequestSchema } from "./imports.ts";
import type { JobKind } from "./jobs.ts";
import {
  colorsRequestSchema,
  importImagesRequestSchema,
  reclassifyRequestSchema,
  sceneFilterSchema,
  scrapeRequestSchema,
} from "./requests.ts";

const ids = z.array(z.uuid()).min(1).max(10_000);
/** Of a job that takes up what another one brings out. */
const followUp = z.strictObject({ pipeline: z.literal(true) });

/** What the input of a job may be, by kind: the body of the request that starts it, without its priority. */
export const JOB_INPUT: Record<JobKind, z.ZodType<Record<string, unknown>>> = {
  scrape: scrapeRequestSchema.omit({ priority: true }),
  import: z.union(
    [
      importImagesRequestSchema.omit({ priority: true }),
      huggingFaceRequestSchema.omit({ priority: true }),
      z.looseObject({ uploads: z.array(z.unknown()).min(1) }),
      z.looseObject({ file: z.looseObject({}) }),
      z.looseObject({ huggingface: z.looseObject({}) }),
    ],
    { error: "give urls, uploads, a file or a dataset" },
  ),
  detect: z.union(
    [
      z.strictObject({ scene_id: z.uuid() }),
      z.strictObject({ scene_ids: ids }),
      z.strictObject({ filter: sceneFilterSchema }),
      followUp,
    ],
    { error: "give scene_id, scene_ids (1 to 10000 UUIDs) or filter" },
  ),
  colors: z.union([followUp, z.strictObject({ object_id: z.uuid() }), colorsRequestSchema.omit({ priority: true })]),
  classify: z.union([
    followUp,
    z.strictObject({ scene_id: z.uuid() }),
    reclassifyRequestSchema.omit({ priority: true }),
  ]),
};
