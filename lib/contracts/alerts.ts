import { z } from "zod";
import { pageSchema, timestampSchema } from "./common.ts";
import { jobKindSchema, queueNameSchema } from "./jobs.ts";
import { paging } from "./requests.ts";

export const ALERT_KINDS = ["failure_rate", "queue_age", "lost_worker", "stalled_job"] as const;
export const alertKindSchema = z.enum(ALERT_KINDS);
export type AlertKind = z.infer<typeof alertKindSchema>;

/** What a rule of each kind can be narrowed to. */
export const ALERT_SCOPES: Record<AlertKind, readonly string[]> = {
  failure_rate: jobKindSchema.options,
  queue_age: queueNameSchema.options,
  lost_worker: ["app", "gpu-worker"],
  stalled_job: jobKindSchema.options,
};

const nameSchema = z.string().trim().min(1).max(100);
/** Seconds, a minute to a week. */
const repeatSchema = z.int().min(60).max(604_800).nullable();

const ruleFields = {
  name: nameSchema,
  kind: alertKindSchema,
  /** Of a `failure_rate` a share of items (0 to 1), of all others seconds. */
  threshold: z.number().positive().max(604_800),
  /** `failure_rate` only: the seconds looked at, and how many items must have ended in them. */
  window_s: z.int().min(60).max(86_400),
  min_items: z.int().min(1).max(1_000_000),
  /** Only this job kind, queue or kind of worker; null is all. */
  scope: z.string().max(60).nullable(),
  /** Seconds after which it is told again while it lasts; null is once. */
  repeat_s: repeatSchema,
  is_enabled: z.boolean(),
  /** Nothing is told before this moment; null is not silenced. */
  silenced_until: timestampSchema.nullable(),
};

export const alertRuleSchema = z.object({ id: z.uuid(), ...ruleFields, created_at: timestampSchema });
export type AlertRule = z.infer<typeof alertRuleSchema>;
export const alertRulesSchema = z.object({ items: z.array(alertRuleSchema) });

export const newAlertRuleSchema = z
  .strictObject({
    ...ruleFields,
    window_s: ruleFields.window_s.default(900),
    min_items: ruleFields.min_items.default(20),
    scope: ruleFields.scope.default(null),
    repeat_s: repeatSchema.default(14_400),
    is_enabled: z.boolean().default(true),
    silenced_until: ruleFields.silenced_until.default(null),
  })
  .superRefine((rule, context) => {
    for (const problem of ruleProblems(rule)) context.addIssue({ code: "custom", ...problem });
  });
export type NewAlertRule = z.infer<typeof newAlertRuleSchema>;

/** `kind` cannot change: alerts that are open would speak of something else. */
const { kind: _kind, ...changeable } = ruleFields;
export const alertRuleChangeSchema = z
  .strictObject(changeable)
  .partial()
  .refine((change) => Object.keys(change).length > 0, "say what to change");
export type AlertRuleChange = z.infer<typeof alertRuleChangeSchema>;

/** What the fields allow and their combination does not; every change is checked as the rule it would make. */
export function ruleProblems(
  rule: Pick<NewAlertRule, "kind" | "threshold" | "scope">,
): { path: string[]; message: string }[] {
  const problems = [];
  if (rule.kind === "failure_rate" && rule.threshold >= 1)
    problems.push({ path: ["threshold"], message: "a failure rate is a share below 1, such as 0.2" });
  if (rule.kind !== "failure_rate" && rule.threshold < 30)
    problems.push({ path: ["threshold"], message: "seconds, 30 or more: rules are looked at once a minute" });
  if (rule.scope !== null && !ALERT_SCOPES[rule.kind].includes(rule.scope))
    problems.push({ path: ["scope"], message: `must be one of ${ALERT_SCOPES[rule.kind].join(", ")}, or null` });
  return problems;
}

export const CHANNEL_KINDS = ["webhook", "slack", "email"] as const;
const channelFields = {
  name: nameSchema,
  /** An http or https address, or e-mail addresses separated by commas. */
  target: z.string().trim().min(3).max(2000),
  is_enabled: z.boolean(),
};

export const alertChannelSchema = z.object({
  id: z.uuid(),
  kind: z.enum(CHANNEL_KINDS),
  ...channelFields,
  /** Of webhook and Slack addresses the host alone, since the rest may be a secret. */
  target: z.string(),
  created_at: timestampSchema,
});
export type AlertChannel = z.infer<typeof alertChannelSchema>;
export const alertChannelsSchema = z.object({ items: z.array(alertChannelSchema), can_send_email: z.boolean() });
/** The answer to making one: the signing key of a webhook is shown this once. */
export const madeChannelSchema = alertChannelSchema.extend({ secret: z.string().nullable() });

export const newAlertChannelSchema = z
  .strictObject({ ...channelFields, kind: z.enum(CHANNEL_KINDS), is_enabled: z.boolean().default(true) })
  .superRefine(({ kind, target }, context) => {
    const message = targetProblem(kind, target);
    if (message) context.addIssue({ code: "custom", path: ["target"], message });
  });
export type NewAlertChannel = z.infer<typeof newAlertChannelSchema>;

export const alertChannelChangeSchema = z
  .strictObject(channelFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, "say what to change");
export type AlertChannelChange = z.infer<typeof alertChannelChangeSchema>;

/** What is wrong with where a channel leads; null when nothing is. */
export function targetProblem(kind: AlertChannel["kind"], target: string): string | null {
  if (kind === "email") {
    const isEach = target.split(",").every((part) => z.email().safeParse(part.trim()).success);
    return isEach ? null : "must be e-mail addresses, separated by commas";
  }
  return z.url({ protocol: /^https?$/ }).safeParse(target).success ? null : "must be an http or https address";
}

export const alertSchema = z.object({
  id: z.uuid(),
  rule: alertKindSchema,
  rule_id: z.uuid().nullable(),
  rule_name: z.string(),
  /** What it is about: a job kind, a queue, a worker, a job id. */
  subject: z.string(),
  state: z.enum(["open", "resolved"]),
  summary: z.string(),
  /** Of a `failure_rate` a share, of all others seconds; as last seen. */
  value: z.number().nullable(),
  /** How often it was told. */
  notices: z.int(),
  created_at: timestampSchema,
  resolved_at: timestampSchema.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;
export const alertPageSchema = pageSchema(alertSchema);
export const listAlertsQuerySchema = z.strictObject({ ...paging, state: z.enum(["open", "resolved"]).optional() });

export const alertDeliverySchema = z.object({
  id: z.uuid(),
  alert_id: z.uuid().nullable(),
  channel_id: z.uuid(),
  event: z.enum(["fired", "repeated", "resolved", "test"]),
  status: z.enum(["pending", "sent", "failed"]),
  attempts: z.int(),
  error: z.string().nullable(),
  created_at: timestampSchema,
  ended_at: timestampSchema.nullable(),
});
export type AlertDelivery = z.infer<typeof alertDeliverySchema>;
export const alertDeliveryPageSchema = pageSchema(alertDeliverySchema);
export const listDeliveriesQuerySchema = z.strictObject({ ...paging, channel_id: z.uuid().optional() });

/** What a webhook gets, and what every other form is made from. */
export const alertMessageSchema = z.object({
  event: alertDeliverySchema.shape.event,
  alert_id: z.uuid().nullable(),
  rule: z.string(),
  rule_name: z.string(),
  subject: z.string(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  summary: z.string(),
  opened_at: timestampSchema,
  resolved_at: timestampSchema.nullable(),
});
export type AlertMessage = z.infer<typeof alertMessageSchema>;
