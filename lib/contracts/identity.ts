import { z } from "zod";
import { pageSchema, timestampSchema } from "./common.ts";

export const SCOPES = [
  "data:read",
  "data:write",
  "jobs:read",
  "jobs:write",
  "review:write",
  "metrics",
  "admin",
] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

export const ROLES = ["viewer", "reviewer", "operator", "admin"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

const paging = {
  limit: z
    .preprocess((value) => (typeof value === "string" && value.trim() ? Number(value) : value), z.int().min(1).max(100))
    .default(50),
  cursor: z.string().min(1).max(400).optional(),
};
export const listQuerySchema = z.strictObject(paging);

// API keys -------------------------------------------------------------------------------------------------------------

/** An API key as it can be shown: `prefix` is its beginning, the rest is known to its holder only. */
export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  /** Null takes the installation's default. */
  rate_per_minute: z.int().nullable(),
  created_at: timestampSchema,
  expires_at: timestampSchema.nullable(),
  revoked_at: timestampSchema.nullable(),
  /** To the minute. */
  last_used_at: timestampSchema.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
export const apiKeyPageSchema = pageSchema(apiKeySchema);

const keyFields = {
  name: z.string().trim().min(1).max(80),
  scopes: z
    .array(scopeSchema)
    .min(1, "choose at least one scope")
    .max(SCOPES.length)
    .transform((scopes) => [...new Set(scopes)]),
  expires_at: timestampSchema.refine((value) => Date.parse(value) > Date.now(), "must lie in the future").nullable(),
  rate_per_minute: z.int().min(1).max(1_000_000).nullable(),
};
export const newKeyRequestSchema = z.strictObject({
  name: keyFields.name,
  scopes: keyFields.scopes,
  expires_at: keyFields.expires_at.default(null),
  rate_per_minute: keyFields.rate_per_minute.default(null),
});
export type NewKeyRequest = z.infer<typeof newKeyRequestSchema>;
export const changeKeyRequestSchema = z
  .strictObject({
    name: keyFields.name.optional(),
    scopes: keyFields.scopes.optional(),
    expires_at: keyFields.expires_at.optional(),
    rate_per_minute: keyFields.rate_per_minute.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "name at least one thing to change");
export type ChangeKeyRequest = z.infer<typeof changeKeyRequestSchema>;
/** `POST /api/keys`: the only answer that ever has the key itself. */
export const newKeySchema = apiKeySchema.extend({ key: z.string() });

// People ---------------------------------------------------------------------------------------------------------------

/** Somebody who can sign in; `role` is null for those who may nothing. */
export const personSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: roleSchema.nullable(),
  disabled_at: timestampSchema.nullable(),
  created_at: timestampSchema,
  last_sign_in_at: timestampSchema.nullable(),
});
export type Person = z.infer<typeof personSchema>;
export const personPageSchema = pageSchema(personSchema);

const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;
/** bcrypt, which both Supabase and the local server use, reads 72 bytes. */
const passwordSchema = z
  .string()
  .min(10, "must have at least 10 characters")
  .refine((text) => utf8Bytes(text) <= 72, "must have at most 72 bytes");

export const newPersonRequestSchema = z.strictObject({
  email: z.email().max(200),
  password: passwordSchema,
  role: roleSchema,
});
export const changePersonRequestSchema = z
  .strictObject({
    role: roleSchema.optional(),
    disabled: z.boolean().optional(),
    password: passwordSchema.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "name at least one thing to change");
export type ChangePersonRequest = z.infer<typeof changePersonRequestSchema>;

// Audit log ------------------------------------------------------------------------------------------------------------

export const ACTOR_KINDS = ["person", "key", "stranger", "system"] as const;
export const auditRowSchema = z.object({
  id: z.uuid(),
  actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.string(), name: z.string() }),
  /** Method and route: `POST /api/jobs/{id}/cancel`. */
  action: z.string(),
  /** Id of what was changed; empty when nothing has one. */
  subject: z.string(),
  /** HTTP status of the answer; null when the end was not recorded, so that the change may or may not have been made. */
  status: z.int().nullable(),
  detail: z.record(z.string(), z.json()),
  address: z.string().nullable(),
  request_id: z.string().nullable(),
  created_at: timestampSchema,
});
export type AuditRow = z.infer<typeof auditRowSchema>;
export const auditPageSchema = pageSchema(auditRowSchema);
export type AuditPage = z.infer<typeof auditPageSchema>;

export const auditQuerySchema = z.strictObject({
  ...paging,
  /** A person's e-mail address, a key's name, or either one's id. */
  actor: z.string().min(1).max(200).optional(),
  action: z.string().min(1).max(200).optional(),
  subject: z.string().min(1).max(200).optional(),
  since: timestampSchema.optional(),
  until: timestampSchema.optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export const auditActionsSchema = z.object({ items: z.array(z.string()) });

// Models and settings --------------------------------------------------------------------------------------------------

/** `GET /api/models`: one entry a model and version, with the workers that have it. */
export const modelsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      version: z.string(),
      task: z.string(),
      licence: z.string(),
      /** As each worker says, e.g. `ready`. */
      workers: z.array(z.object({ name: z.string(), device: z.string(), state: z.string() })),
    }),
  ),
  /** Workers that do not answer; what they hold is not known. */
  unreachable: z.array(z.string()),
});
export type Models = z.infer<typeof modelsSchema>;

/** `GET /api/settings`: what is in effect, and the variable that changes it. Never a secret. */
export const settingsSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      entries: z.array(
        z.object({
          label: z.string(),
          value: z.string(),
          /** Name of the environment variable; null where code decides. */
          variable: z.string().nullable(),
          is_default: z.boolean(),
        }),
      ),
    }),
  ),
});
export type Settings = z.infer<typeof settingsSchema>;
