import { createHash } from "node:crypto";
import type { Db } from "@/lib/db/client";
import { UnauthenticatedError } from "@/lib/errors";
import type { Principal } from "./scopes";

export const API_KEY_PREFIX = "mdm_";

/** What is stored of a key: SHA-256 in hex. Keys are 40 random characters, so no salt or slow hash is needed. */
export const hashApiKey = (key: string): string => createHash("sha256").update(key).digest("hex");

/** @throws {UnauthenticatedError} unknown, expired or revoked. */
export async function principalOfKey(db: Db, key: string): Promise<Principal> {
  const query = db.from("api_keys").select("id, scopes, expires_at, revoked_at").eq("key_hash", hashApiKey(key));
  const { data } = await query.maybeSingle().throwOnError();
  const isLive = data && !data.revoked_at && (!data.expires_at || Date.parse(data.expires_at) > Date.now());
  if (!isLive) throw new UnauthenticatedError("The API key is unknown, expired or revoked.");
  return { kind: "key", id: data.id, scopes: data.scopes };
}
