import { createHash } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPostgresBin, startPostgres } from "../../support/postgres-cluster.ts";
import { sharedSupabase } from "../../support/shared-supabase.ts";
import { type SupabaseInstance, startSupabase } from "../../support/supabase.ts";
import { anonClient, serviceClient } from "./clients.ts";

const bin = findPostgresBin();
const title = bin ? `on PostgreSQL (${bin})` : "on PostgreSQL (skipped: no server 15 or newer is installed)";

describe.skipIf(!bin)(title, () => {
  let cluster: { url: string; stop(): Promise<void> };
  let server: SupabaseInstance;
  beforeAll(async () => {
    cluster = await startPostgres(bin ?? "");
    server = await startSupabase({ databaseUrl: cluster.url });
  });
  afterAll(async () => {
    await server?.stop();
    await cluster?.stop();
  });

  test("the migrations give the tables and functions they give on PGlite", async () => {
    const embedded = await sharedSupabase();
    expect(await describeSchema(server.databaseUrl)).toEqual(await describeSchema(embedded.databaseUrl));
  });

  test("a second start applies nothing and repeats no set-up", async () => {
    await server.restart();
    expect(server.output().match(/migrations applied/g)).toHaveLength(1);
    expect((await serviceClient(server).from("user_roles").select("role")).data).toEqual([{ role: "admin" }]);
    expect((await serviceClient(server).from("api_keys").select("scopes")).data).toEqual([{ scopes: ["admin"] }]);
  });

  test("the API key is stored as its hash only, and nobody without the secret key reads it", async () => {
    const { data } = await serviceClient(server).from("api_keys").select("key_hash, prefix").single();
    expect(data?.key_hash).toBe(createHash("sha256").update(server.apiKey).digest("hex"));
    expect(data?.prefix.length).toBeLessThan(server.apiKey.length / 2);
    const admin = anonClient(server);
    await admin.auth.signInWithPassword({ email: server.adminEmail, password: server.adminPassword });
    expect((await admin.from("api_keys").select("*")).error?.code).toBe("42501");
  });
});

/** Names of tables and of functions with their arguments; what differs with pgvector missing is left out. */
async function describeSchema(databaseUrl: string): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const rows = await sql`
    select 'table ' || tablename as name from pg_tables where schemaname = 'public'
    union all
    select 'function ' || p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by 1`;
  await sql.end();
  return rows.map((row) => String(row.name));
}
