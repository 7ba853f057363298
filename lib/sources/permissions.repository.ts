import type { Permission } from "@/lib/contracts/sources";
import type { Db, Tables } from "@/lib/db/client";

/** What was recorded for a source, in force or expired; null when nothing is. */
export async function findPermission(db: Db, source: string): Promise<Permission | null> {
  const query = db.from("source_permissions").select("*").eq("source", source).maybeSingle();
  const { data } = await query.throwOnError();
  return data && toPermission(data);
}

/** Of all sources, by source. */
export async function listPermissions(db: Db): Promise<Map<string, Permission>> {
  const { data } = await db.from("source_permissions").select("*").throwOnError();
  return new Map(data.map((row) => [row.source, toPermission(row)]));
}

/** Replaces what was recorded before. */
export async function savePermission(
  db: Db,
  source: string,
  said: Pick<Permission, "kind" | "text" | "expires_at" | "recorded_by">,
): Promise<Permission> {
  const { kind, text, expires_at, recorded_by } = said;
  const row = { source, kind, basis: text, expires_at, recorded_by, recorded_at: new Date().toISOString() };
  const query = db.from("source_permissions").upsert(row).select("*").single();
  const { data } = await query.throwOnError();
  return toPermission(data);
}

/** @returns false when none was recorded. */
export async function deletePermission(db: Db, source: string): Promise<boolean> {
  const { data } = await db.from("source_permissions").delete().eq("source", source).select("source").throwOnError();
  return data.length > 0;
}

const toPermission = (row: Tables<"source_permissions">): Permission => ({
  kind: row.kind as Permission["kind"], // a check of the table
  text: row.basis,
  recorded_by: row.recorded_by,
  recorded_at: row.recorded_at,
  expires_at: row.expires_at,
});
