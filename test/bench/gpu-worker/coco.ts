import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { sharedData } from "../../support/shared-data.ts";

const instancesSchema = z.object({
  categories: z.array(z.object({ id: z.int(), name: z.string() })),
  images: z.array(z.object({ id: z.int(), file_name: z.string(), width: z.int(), height: z.int() })),
  annotations: z.array(
    z.object({
      image_id: z.int(),
      category_id: z.int(),
      bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      iscrowd: z.int(),
      segmentation: z.union([z.array(z.array(z.number())), z.object({ counts: z.array(z.int()) })]),
    }),
  ),
});

/** COCO labels that furnish a room; the ones this product is about. */
export const FURNITURE: ReadonlySet<string> = new Set(
  "chair,couch,potted plant,bed,dining table,toilet,tv,microwave,oven,sink,refrigerator,book,clock,vase".split(","),
);

export interface CocoImage {
  readonly id: number;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly objects: readonly {
    readonly label: string;
    readonly box: readonly [number, number, number, number];
    readonly isCrowd: boolean;
    /** Polygons of x, y pairs; empty where the source gives none. */
    readonly polygons: readonly (readonly number[])[];
  }[];
}

/** The development half of the COCO images kept with the evaluation data. Ends the process where it is absent. */
export function readCoco(): CocoImage[] {
  const folder = sharedData("coco");
  if (!folder) {
    process.stderr.write("The COCO evaluation data is not here; set MODOMO_SHARED_DATA to its folder.\n");
    process.exit(1);
  }
  const data = instancesSchema.parse(JSON.parse(readFileSync(join(folder, "instances.json"), "utf8")));
  const labels = new Map(data.categories.map(({ id, name }) => [id, name]));
  const byImage = Map.groupBy(data.annotations, (annotation) => annotation.image_id);
  return data.images.map(({ id, file_name, width, height }) => ({
    id,
    path: join(folder, "images", file_name),
    width,
    height,
    objects: (byImage.get(id) ?? []).map(({ category_id, bbox, iscrowd, segmentation }) => ({
      label: labels.get(category_id) ?? String(category_id),
      box: bbox,
      isCrowd: iscrowd === 1,
      polygons: Array.isArray(segmentation) ? segmentation : [],
    })),
  }));
}
