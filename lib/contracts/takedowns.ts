import { z } from "zod";
import { pageSchema, timestampSchema } from "./common.ts";

/** What was named; `phash` is a picture that was sent, with all that look like it. */
export const takedownKindSchema = z.enum(["url", "host", "author", "sha256", "phash", "scene_id"]);
export type TakedownKind = z.infer<typeof takedownKindSchema>;

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/i, "must be a SHA-256 of 64 hex digits");

/** A picture named by its hash, by its scene, or by itself: the file in base64, at most 700 kB (a copy scaled down will do). */
export const takedownImageSchema = z.union(
  [
    z.strictObject({ sha256: sha256Schema }),
    z.strictObject({ scene_id: z.uuid() }),
    z.strictObject({ base64: z.base64().min(4).max(950_000) }),
  ],
  { error: "give one of sha256, scene_id or base64" },
);

/** Body of `POST /takedowns`: exactly one of url, host, author and image. */
export const takedownRequestSchema = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .optional(),
    /** Name of a host, with its port where that is not the usual one; hosts below it are meant too. */
    host: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/, "must be a host name such as photos.example.org")
      .max(260)
      .optional(),
    author: z.string().trim().min(1).max(300).optional(),
    image: takedownImageSchema.optional(),
    /** Who asked, and on what ground; kept in the receipt. */
    reason: z.string().trim().min(5, "say in a few words who asked for it and why").max(2000),
    /** Only say what would be removed. */
    dry_run: z.stringbool().or(z.boolean()).default(false),
  })
  .refine((body) => [body.url, body.host, body.author, body.image].filter((one) => one !== undefined).length === 1, {
    error: "give exactly one of url, host, author and image",
    path: ["url"],
  });
export type TakedownRequest = z.infer<typeof takedownRequestSchema>;

const removedSchema = z.object({
  scenes: z.int().default(0),
  objects: z.int().default(0),
  palettes: z.int().default(0),
  /** Vectors. */
  embeddings: z.int().default(0),
  labels: z.int().default(0),
  files: z.int().default(0),
  bytes: z.int().default(0),
  /** Rows of export versions that are marked as taken down. */
  export_items: z.int().default(0),
});

export const takedownSchema = z.object({
  id: z.uuid(),
  kind: takedownKindSchema,
  value: z.string(),
  reason: z.string(),
  status: z.enum(["running", "completed"]),
  removed: removedSchema,
  /** Export versions that had some of it, and how many pictures. */
  versions: z.array(z.object({ name: z.string(), version: z.int(), items: z.int() })),
  requested_by: z.string().nullable(),
  created_at: timestampSchema,
  finished_at: timestampSchema.nullable(),
});
export type Takedown = z.infer<typeof takedownSchema>;
export const takedownPageSchema = pageSchema(takedownSchema);

/** `GET /takedowns/{id}`: the receipt, with the hashes of the first 1000 pictures removed. */
export const takedownReceiptSchema = takedownSchema.extend({
  items: z.array(
    z.object({
      scene_id: z.uuid(),
      source: z.string(),
      source_id: z.string(),
      sha256: z.string(),
      removed_at: timestampSchema,
      files_removed_at: timestampSchema.nullable(),
    }),
  ),
});
export type TakedownReceipt = z.infer<typeof takedownReceiptSchema>;

/** Answer of a dry run: how many scenes would go (`more` when beyond 1000), and the first of them. */
export const takedownPreviewSchema = z.object({
  dry_run: z.literal(true),
  kind: takedownKindSchema,
  value: z.string(),
  scenes: z.int(),
  more: z.boolean(),
  scene_ids: z.array(z.uuid()).max(20),
});
