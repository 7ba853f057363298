import { createHash } from "node:crypto";
import type { SupabaseConfig } from "./config.ts";
import type { Database } from "./database.ts";
import type { Handler } from "./handler.ts";

export class SetupFailedError extends Error {
  override name = "SetupFailedError";
}

/** Characters of an API key that are kept in clear so that people can tell keys apart. */
const KEY_PREFIX_LENGTH = 12;

/**
 * What a fresh installation needs beyond its schema: the buckets, the first admin, the first API key. Each is made when
 * missing and left alone when there, so a password changed later stays changed.
 */
export async function setUp(config: SupabaseConfig, db: Database, handler: Handler): Promise<void> {
  for (const bucket of config.buckets) {
    await db.query("insert into storage.buckets (id, name, public) values ($1, $1, false) on conflict do nothing", [
      bucket,
    ]);
  }
  if (config.admin) await ensureAdmin(config, db, handler, config.admin);
  if (config.apiKey && (await hasTable(db, "public.api_keys"))) await ensureApiKey(db, config.apiKey);
}

async function ensureAdmin(
  config: SupabaseConfig,
  db: Database,
  handler: Handler,
  admin: { email: string; password: string },
): Promise<void> {
  if (!(await findUserId(db, admin.email))) await signUp(config, handler, admin);
  if (!(await hasTable(db, "public.user_roles"))) return;
  await db.query(
    `insert into public.user_roles (user_id, role)
     select id, 'admin' from auth.users where id = $1 on conflict (user_id) do nothing`,
    [await findUserId(db, admin.email)],
  );
}

async function findUserId(db: Database, email: string): Promise<string | null> {
  const [row] = await db.query("select id::text as id from auth.users where lower(email) = lower($1)", [email]);
  return row ? String(row.id) : null;
}

async function signUp(
  config: SupabaseConfig,
  handler: Handler,
  admin: { email: string; password: string },
): Promise<void> {
  const answer = await handler(
    new Request("http://127.0.0.1/auth/v1/signup", {
      method: "POST",
      headers: { apikey: config.keys.publishableKey, "content-type": "application/json" },
      body: JSON.stringify(admin),
    }),
    null,
  );
  if (answer.ok) return;
  throw new SetupFailedError(
    `The first admin ${admin.email} could not be made: ${await answer.text()}. ` +
      "Check MODOMO_ADMIN_EMAIL and MODOMO_ADMIN_PASSWORD.",
  );
}

async function ensureApiKey(db: Database, apiKey: string): Promise<void> {
  const hash = createHash("sha256").update(apiKey).digest("hex");
  await db.query(
    `insert into public.api_keys (name, prefix, key_hash, scopes) values ('local set-up', $1, $2, array['admin'])
     on conflict (key_hash) do nothing`,
    [apiKey.slice(0, KEY_PREFIX_LENGTH), hash],
  );
}

async function hasTable(db: Database, name: string): Promise<boolean> {
  const [row] = await db.query("select to_regclass($1) is not null as found", [name]);
  return row?.found === true;
}
