import type { ApiKey, ChangeKeyRequest, NewKeyRequest } from "@/lib/contracts/identity";
import type { Db, Tables } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { hashApiKey, KEY_PREFIX_LENGTH, newApiKey } from "./api-keys";

const COLUMNS = "id, name, prefix, scopes, rate_per_minute, created_at, expires_at, revoked_at, last_used_at";
type Row = Pick<
  Tables<"api_keys">,
  "id" | "name" | "prefix" | "scopes" | "rate_per_minute" | "created_at" | "expires_at" | "revoked_at" | "last_used_at"
>;

/** Newest first, revoked ones too. */
export async function listKeys(db: Db, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const after = decodeCursor(cursor);
  let query = db
    .from("api_keys")
    .select(COLUMNS)
    .order("id", { ascending: false })
    .limit(limit + 1);
  if (after) query = query.lt("id", after);
  const { data } = await query.throwOnError();
  return toPage(data, limit, toKey);
}

/** Makes a key. The answer is the only place where the key itself can be read. */
export async function createKey(
  db: Db,
  request: NewKeyRequest,
  createdBy: string | null,
): Promise<ApiKey & { key: string }> {
  const key = newApiKey();
  const row = {
    ...request,
    prefix: key.slice(0, KEY_PREFIX_LENGTH),
    key_hash: hashApiKey(key),
    created_by: createdBy,
  };
  const { data } = await db.from("api_keys").insert(row).select(COLUMNS).single().throwOnError();
  return { ...toKey(data), key };
}

/** Holds from the key's next request on. @throws {NotFoundError} @throws {ConflictError} it is revoked. */
export async function changeKey(db: Db, id: string, change: ChangeKeyRequest): Promise<ApiKey> {
  const query = db.from("api_keys").update(change).eq("id", id).is("revoked_at", null);
  const { data } = await query.select(COLUMNS).maybeSingle().throwOnError();
  if (data) return toKey(data);
  await findKey(db, id);
  throw new ConflictError("This key is revoked, which cannot be undone; make a new one.");
}

/** Ends a key for good; one that is revoked already stays so. @throws {NotFoundError} */
export async function revokeKey(db: Db, id: string): Promise<void> {
  const change = { revoked_at: new Date().toISOString() };
  const query = db.from("api_keys").update(change).eq("id", id).is("revoked_at", null);
  const { data } = await query.select("id").maybeSingle().throwOnError();
  if (!data) await findKey(db, id);
}

async function findKey(db: Db, id: string): Promise<void> {
  const { data } = await db.from("api_keys").select("id").eq("id", id).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no API key ${id}.`);
}

const toKey = (row: Row): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  rate_per_minute: row.rate_per_minute,
  created_at: row.created_at,
  expires_at: row.expires_at,
  revoked_at: row.revoked_at,
  last_used_at: row.last_used_at,
});
