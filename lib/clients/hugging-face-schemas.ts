import { z } from "zod";

/** A feature as the viewer and `dataset_info` write it: `{_type: "Image"}`, a bare list, or a plain dict of features. */
export type Feature = { [key: string]: unknown } | Feature[];

const licenceSchema = z.union([z.string(), z.array(z.string()).transform((names) => names.join(", "))]).nullish();

/** `GET /api/datasets/{id}`, as far as it is read. */
export const datasetCardSchema = z.object({
  id: z.string(),
  sha: z.string().nullish(),
  private: z.boolean().default(false),
  gated: z.union([z.boolean(), z.string()]).default(false),
  disabled: z.boolean().nullish(),
  downloads: z.number().default(0),
  likes: z.number().default(0),
  lastModified: z.string().nullish(),
  description: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  cardData: z
    .looseObject({ license: licenceSchema, license_link: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  siblings: z.array(z.object({ rfilename: z.string(), size: z.number().nullish() })).default([]),
});
export type DatasetCard = z.infer<typeof datasetCardSchema>;
export const datasetListSchema = z.array(datasetCardSchema);

const splitSchema = z.object({ dataset: z.string(), config: z.string(), split: z.string() });
export type Split = z.infer<typeof splitSchema>;
export const splitsSchema = z.object({ splits: z.array(splitSchema) });

/** `/rows`, `/first-rows`, `/search` and `/filter`. */
export const rowsSchema = z.object({
  features: z.array(
    z.object({ name: z.string(), type: z.custom<Feature>((value) => typeof value === "object" && value !== null) }),
  ),
  rows: z.array(
    z.object({
      row_idx: z.int().nonnegative(),
      row: z.record(z.string(), z.unknown()),
      truncated_cells: z.array(z.string()).default([]),
    }),
  ),
  num_rows_total: z.int().nonnegative().optional(),
  partial: z.boolean().default(false),
});
export type RowsAnswer = z.infer<typeof rowsSchema>;

const parquetFileSchema = splitSchema.extend({ url: z.url(), filename: z.string(), size: z.int().nonnegative() });
export type ParquetFile = z.infer<typeof parquetFileSchema>;
export const parquetSchema = z.object({
  parquet_files: z.array(parquetFileSchema),
  partial: z.boolean().default(false),
});

/** The card's licence: a claim of whoever uploaded the dataset, or null where there is none. */
export function licenceOf({ cardData, tags }: DatasetCard): string | null {
  const tag = tags.find((each) => each.startsWith("license:"))?.slice("license:".length);
  const licence = cardData?.license || tag || null;
  return licence === "unknown" || licence === "other" ? null : licence;
}
