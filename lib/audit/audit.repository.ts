import { z } from "zod";
import type { AuditEntry } from "@/lib/auth/access.repository";
import type { AuditPage, AuditQuery, AuditRow } from "@/lib/contracts/identity";
import type { Db, Json, Tables } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { uuidV7Floor } from "@/lib/db/uuid";

/** Writes down how a change ended. */
export async function endAudit(
  db: Db,
  id: string,
  end: { status: number; subject: string; detail: Json },
): Promise<void> {
  await db
    .rpc("end_audit", {
      entry_id: id,
      answer_status: end.status,
      entry_subject: end.subject,
      entry_detail: end.detail,
    })
    .throwOnError();
}

/** A whole entry at once, for what happens before anybody is known: signing in and failing to. */
export async function recordAudit(
  db: Db,
  entry: AuditEntry & { actor: { kind: "person" | "stranger"; id: string; name: string }; status: number },
): Promise<void> {
  const row = {
    actor_kind: entry.actor.kind,
    actor: entry.actor.id,
    actor_name: entry.actor.name,
    action: entry.action,
    subject: entry.subject,
    request_id: entry.requestId,
    address: entry.address,
    status: entry.status,
  };
  await db.from("audit_log").insert(row).throwOnError();
}

/** Newest first. Times are found by id, since ids begin with theirs. */
export async function listAudit(db: Db, asked: AuditQuery): Promise<AuditPage> {
  const { limit, actor, action, subject, since, until } = asked;
  const cursor = decodeCursor(asked.cursor);
  let query = db
    .from("audit_log")
    .select("*")
    .order("id", { ascending: false })
    .limit(limit + 1);
  if (cursor) query = query.lt("id", cursor);
  if (actor) query = query.eq(z.uuid().safeParse(actor).success ? "actor" : "actor_name", actor);
  if (action) query = query.eq("action", action);
  if (subject) query = query.eq("subject", subject);
  if (since) query = query.gte("id", uuidV7Floor(Date.parse(since)));
  if (until) query = query.lt("id", uuidV7Floor(Date.parse(until)));
  const { data } = await query.throwOnError();
  return toPage(data, limit, toRow);
}

/** Every action that was ever written down, in alphabetical order. */
export async function listAuditActions(db: Db): Promise<string[]> {
  const { data } = await db.rpc("list_audit_actions").throwOnError();
  return data;
}

const toRow = (row: Tables<"audit_log">): AuditRow => ({
  id: row.id,
  actor: { kind: row.actor_kind as AuditRow["actor"]["kind"], id: row.actor, name: row.actor_name },
  action: row.action,
  subject: row.subject,
  status: row.status,
  detail: row.detail as AuditRow["detail"],
  address: row.address,
  request_id: row.request_id,
  created_at: row.created_at,
});
