import { createClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";

let server: SharedSupabase;
beforeAll(async () => {
  server = await sharedSupabase();
});

test("the product's migrations are in place, with the first admin and the first API key", async () => {
  const db = createClient(server.url, server.secretKey, { auth: { persistSession: false } });
  const admin = await db.from("user_roles").select("role").single().throwOnError();
  expect(admin.data.role).toBe("admin");
  const key = await db.from("api_keys").select("prefix, scopes").single().throwOnError();
  expect(server.apiKey.startsWith(key.data.prefix)).toBe(true);
  expect(key.data.scopes).toContain("admin");
  expect((await db.storage.getBucket("images")).data?.public).toBe(false);
  expect((await db.storage.getBucket("thumbnails")).data?.public).toBe(false);
});

test("asking again gives the same server", async () => {
  expect((await sharedSupabase()).url).toBe(server.url);
});

test("reset takes back rows, people and stored files, and keeps what a fresh installation has", async () => {
  const db = createClient(server.url, server.secretKey, { auth: { persistSession: false } });
  const categories = (await db.from("taxonomy_categories").select("*", { count: "exact", head: true })).count;
  expect(categories).toBeGreaterThan(0);
  await db.from("taxonomy_categories").insert({ slug: "made-up", name: "Made up" }).throwOnError();
  await db.from("queue_state").delete().neq("name", "").throwOnError();
  await db.storage.from("images").upload("made/up.txt", Buffer.from("x"));
  await createClient(server.url, server.publishableKey).auth.signUp({
    email: "guest@example.com",
    password: "secret-pw",
  });
  const sql = postgres(server.databaseUrl, { max: 1 });
  await sql`delete from auth.users where email = ${server.adminEmail}`;

  await server.reset();

  expect((await db.from("taxonomy_categories").select("*", { count: "exact", head: true })).count).toBe(categories);
  expect((await db.from("queue_state").select("name")).data?.length).toBeGreaterThan(0);
  expect((await db.storage.from("images").exists("made/up.txt")).data).toBe(false);
  const users = await sql`select email from auth.users`;
  await sql.end();
  expect(users.map((user) => user.email)).toEqual([server.adminEmail]);
  const visitor = createClient(server.url, server.publishableKey);
  const signedIn = await visitor.auth.signInWithPassword({ email: server.adminEmail, password: server.adminPassword });
  expect(signedIn.error).toBeNull();
});
