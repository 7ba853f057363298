import { z } from "zod";

/**
 * A binary mask in COCO's compressed run-length encoding, as pycocotools writes it.
 * `size` is [height, width] in pixels; `counts` runs down columns first (Fortran order), starting with zeros.
 */
export const rleSchema = z.object({
  size: z.tuple([z.int().positive(), z.int().positive()]),
  counts: z.string(),
});
export type Rle = z.infer<typeof rleSchema>;
