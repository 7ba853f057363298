import { z } from "zod";
import {
  type Alert,
  type AlertDelivery,
  type AlertMessage,
  alertDeliverySchema,
  alertMessageSchema,
  alertSchema,
  CHANNEL_KINDS,
} from "@/lib/contracts/alerts";
import type { Db } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";

interface Paging {
  cursor?: string | undefined;
  limit: number;
}

const ALERT_COLUMNS =
  "id, rule, rule_id, rule_name, subject, state, detail, value, notices, created_at, resolved_at" as const;
const DELIVERY_COLUMNS = "id, alert_id, channel_id, event, status, attempts, error, created_at, ended_at" as const;
const detailSchema = z.object({ summary: z.string() }).catch({ summary: "" });

/** Newest first. @throws {InvalidInputError} the cursor is not ours. */
export async function listAlerts(db: Db, { state, cursor, limit }: Paging & { state?: Alert["state"] | undefined }) {
  const after = decodeCursor(cursor);
  let query = db.from("alerts").select(ALERT_COLUMNS).order("id", { ascending: false });
  if (after) query = query.lt("id", after);
  if (state) query = query.eq("state", state);
  const { data } = await query.limit(limit + 1).throwOnError();
  return toPage(data, limit, ({ detail, ...row }) => alertSchema.parse({ ...row, ...detailSchema.parse(detail) }));
}

/** Newest first. @throws {InvalidInputError} the cursor is not ours. */
export async function listDeliveries(
  db: Db,
  { channel_id, cursor, limit }: Paging & { channel_id?: string | undefined },
) {
  const after = decodeCursor(cursor);
  let query = db.from("alert_deliveries").select(DELIVERY_COLUMNS).order("id", { ascending: false });
  if (after) query = query.lt("id", after);
  if (channel_id) query = query.eq("channel_id", channel_id);
  const { data } = await query.limit(limit + 1).throwOnError();
  return toPage(data, limit, (row) => alertDeliverySchema.parse(row));
}

const evaluationSchema = z.object({ opened: z.int(), resolved: z.int(), notices: z.int() });

/** One look at every rule; what is to be told is written down, not sent. Callers wait for each other. */
export async function evaluateAlerts(db: Db): Promise<z.infer<typeof evaluationSchema>> {
  const { data } = await db.rpc("evaluate_alerts").throwOnError();
  return evaluationSchema.parse(data);
}

const claimedSchema = z.object({
  id: z.uuid(),
  event: alertDeliverySchema.shape.event,
  message: alertMessageSchema,
  /** This one included. */
  attempts: z.int(),
  kind: z.enum(CHANNEL_KINDS),
  target: z.string(),
  secret: z.string().nullable(),
});
export type ClaimedDelivery = z.infer<typeof claimedSchema>;

/** Deliveries that are due; each is this caller's alone for five minutes. */
export async function claimDeliveries(db: Db, atMost: number): Promise<ClaimedDelivery[]> {
  const { data } = await db.rpc("claim_alert_deliveries", { at_most: atMost }).throwOnError();
  return data.map((row) => claimedSchema.parse(row));
}

/** A delivery for trying a channel out, claimed by the caller. */
export async function addTestDelivery(
  db: Db,
  channelId: string,
  message: AlertMessage,
  dueAt: string,
): Promise<string> {
  const row = { channel_id: channelId, event: "test", message, attempts: 1, due_at: dueAt };
  const { data } = await db.from("alert_deliveries").insert(row).select("id").single().throwOnError();
  return data.id;
}

export type DeliveryEnd =
  | { status: "sent" }
  | { status: "failed"; error: string }
  /** Not over: tried again at the instant (ISO 8601). */
  | { status: "pending"; error: string; due_at: string };

/** Keeps how a delivery went. */
export async function endDelivery(db: Db, id: string, end: DeliveryEnd): Promise<AlertDelivery> {
  const ended = end.status === "pending" ? {} : { ended_at: new Date().toISOString() };
  const row = { error: null, ...end, ...ended };
  const query = db.from("alert_deliveries").update(row).eq("id", id).select(DELIVERY_COLUMNS).single();
  const { data } = await query.throwOnError();
  return alertDeliverySchema.parse(data);
}
