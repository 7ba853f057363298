import { z } from "zod";
import { timestampSchema } from "./common.ts";

/** `options` of `POST /scraper/start`: each source takes those that `GET /sources` lists for it, and no others. */
export const sourceOptionsInputSchema = z.strictObject({
  styles: z.array(z.string().min(1).max(60)).max(50).optional(),
  site: z.string().min(1).max(20).optional(),
  categories: z.array(z.string().trim().min(1).max(200)).max(50).optional(),
  query: z.string().trim().min(1).max(200).optional(),
  licences: z.array(z.string().min(1).max(20)).max(20).optional(),
  start_urls: z
    .array(z.url({ protocol: /^https?$/ }).max(2048))
    .max(50)
    .optional(),
  depth: z.int().min(0).max(10).optional(),
  max_pages: z.int().min(1).max(10_000).optional(),
  browser: z.boolean().optional(),
});
export type SourceOptionsInput = z.infer<typeof sourceOptionsInputSchema>;

const optionFieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string(),
  kind: z.enum(["choices", "choice", "text", "lines", "number", "switch"]),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  is_required: z.boolean(),
  fallback: z.union([z.string(), z.number(), z.boolean()]).nullable(),
});

/** What gives the right to collect from a source: an own account, a written licence, an exception in law, … */
export const permissionKindSchema = z.enum(["own_content", "written_licence", "legal_exception", "other"]);

export const permissionSchema = z.object({
  kind: permissionKindSchema,
  text: z.string(),
  recorded_by: z.string(),
  recorded_at: timestampSchema,
  expires_at: timestampSchema.nullable(),
});
export type Permission = z.infer<typeof permissionSchema>;

/** Body of `PUT /sources/{name}/permission`. */
export const recordPermissionRequestSchema = z.strictObject({
  kind: permissionKindSchema,
  /** What was agreed, with whom, where the paper is; kept as evidence with every picture. */
  text: z
    .string()
    .trim()
    .min(20, "say in at least 20 characters what gives the right, and where it is written")
    .max(4000),
  expires_at: timestampSchema.nullable().default(null),
});

export const sourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  terms: z.string(),
  terms_url: z.string().nullable(),
  licence_note: z.string(),
  enabled: z.boolean(),
  /** Why it is off; null when it is on. */
  reason: z.string().nullable(),
  needs_permission: z.boolean(),
  /** The one in force or expired; null when none is recorded. */
  permission: permissionSchema.nullable(),
  /** Null where a source cannot tell rooms apart. */
  room_types: z.array(z.string()).nullable(),
  options: z.array(optionFieldSchema),
  min_delay_ms: z.int(),
  max_pages: z.int(),
  is_default: z.boolean(),
});
export type Source = z.infer<typeof sourceSchema>;

/** `GET /sources`: where collection can start. */
export const sourcesSchema = z.object({ items: z.array(sourceSchema) });
