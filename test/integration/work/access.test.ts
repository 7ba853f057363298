import type { SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { newChunk, newJob, seedScene, workDb } from "../../support/work.ts";
import { anonClient, serviceClient, signedUpClient } from "../supabase/clients.ts";

/** Only their own row, or nothing at all, is for signed-in people. */
const CLOSED = [
  "user_roles",
  "api_keys",
  "idempotency_keys",
  "rate_limits",
  "audit_log",
  "alert_channels",
  "alert_deliveries",
  "alert_samples",
  "takedowns",
  "takedown_items",
  "takedown_marks",
  "job_texts",
  "saved_filters",
  "leases",
  "source_permissions",
];

let server: SharedSupabase;
let sql: postgres.Sql;
let stranger: SupabaseClient;
let roleless: SupabaseClient;
let viewer: SupabaseClient;
let tables: string[];

beforeAll(async () => {
  server = await sharedSupabase();
  await server.reset();
  sql = postgres(server.databaseUrl, { max: 1, onnotice: () => undefined });
  const rows = await sql`select tablename from pg_tables where schemaname = 'public' order by 1`;
  tables = rows.map((row) => String(row.tablename));
  const db = workDb(server);
  await seedScene(db);
  await newChunk(db, await newJob(db), ["a"]);
  stranger = anonClient(server);
  roleless = (await signedUpClient(server)).client;
  const member = await signedUpClient(server);
  await serviceClient(server).from("user_roles").insert({ user_id: member.userId, role: "viewer" }).throwOnError();
  viewer = member.client;
});
afterAll(() => sql.end());

test("every table of the product has row-level security and a policy", async () => {
  const bare = await sql`
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))`;
  expect(bare.map((row) => row.relname)).toEqual([]);
  expect(tables.length).toBeGreaterThan(25);
});

test.each(["guard_tables", "guard_functions"])("%s fails for a name that is not there", async (guard) => {
  const own = postgres(server.databaseUrl, { max: 1, onnotice: () => undefined });
  await expect(own.unsafe(`select public.${guard}(array['no_such_thing'])`)).rejects.toThrow("no_such_thing");
  await own.end();
});

test("every view looks with the eyes of who asks", async () => {
  const blind = await sql`
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
      and not coalesce(c.reloptions @> array['security_invoker=true'], false)`;
  expect(blind.map((row) => row.relname)).toEqual([]);
});

describe.each([
  ["without signing in", () => stranger],
  ["signed in without a role", () => roleless],
])("%s", (_who, client) => {
  test("no row of any table or view can be read", async () => {
    for (const table of [...tables, "queue_depths"]) {
      const { data, error } = await client().from(table).select("*").limit(1);
      expect({ table, seen: data ?? [], refused: error?.code ?? null }).toEqual({
        table,
        seen: [],
        refused: error ? "42501" : null,
      });
    }
  });
});

test("a member reads the work and the data, and of the closed tables only their own role", async () => {
  for (const table of ["scenes", "palettes", "jobs", "job_items", "queue_state", "counters", "queue_depths"]) {
    const { data } = await viewer.from(table).select("*").limit(1).throwOnError();
    expect({ table, rows: data.length }).toEqual({ table, rows: 1 });
  }
  for (const table of tables.filter((name) => !CLOSED.includes(name))) {
    expect((await viewer.from(table).select("*").limit(1)).error).toBeNull();
  }
  expect((await viewer.from("user_roles").select("role").throwOnError()).data).toEqual([{ role: "viewer" }]);
  for (const table of CLOSED.filter((name) => name !== "user_roles")) {
    expect((await viewer.from(table).select("*").limit(1)).error?.code).toBe("42501");
  }
});

test("nobody but the service writes to any table", async () => {
  const grants = await sql`
    select grantee, table_name, privilege_type from information_schema.role_table_grants
    where table_schema = 'public' and grantee in ('anon', 'authenticated', 'PUBLIC') and privilege_type <> 'SELECT'`;
  expect(grants.map((row) => `${row.grantee} ${row.privilege_type} ${row.table_name}`)).toEqual([]);
  const { error } = await viewer.from("user_roles").update({ role: "admin" }).neq("role", "admin").select();
  expect(error?.code).toBe("42501");
  expect((await viewer.from("jobs").delete().neq("kind", "").select()).error?.code).toBe("42501");
});

test("nobody but the service calls a function that writes", async () => {
  const open = await sql`
    select p.proname, r.rolname from pg_proc p cross join pg_roles r
    where p.pronamespace = 'public'::regnamespace and r.rolname in ('anon', 'authenticated')
      and p.prorettype <> 'trigger'::regtype and has_function_privilege(r.oid, p.oid, 'execute')
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;
  expect(open.map((row) => `${row.rolname} ${row.proname}`)).toEqual(["authenticated is_member"]);
  const call = { job_kind: "scrape", job_queue: "scraping", job_priority: 5, job_input: {} };
  for (const client of [stranger, roleless, viewer]) {
    expect((await client.rpc("start_job", call)).error?.code).toBe("42501");
  }
});

test("stored files are for the service only", async () => {
  const service = serviceClient(server);
  await service.storage.from("images").upload("a/secret.txt", Buffer.from("x"), { upsert: true });
  for (const client of [stranger, roleless, viewer]) {
    expect((await client.storage.from("images").download("a/secret.txt")).data).toBeNull();
    expect((await client.storage.from("images").upload("a/mine.txt", Buffer.from("x"))).error).not.toBeNull();
  }
});
