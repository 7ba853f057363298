import { randomUUID } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { SupabaseAccess } from "../../support/supabase.ts";

const options = { auth: { persistSession: false, autoRefreshToken: false } };

export const serviceClient = (server: SupabaseAccess): SupabaseClient =>
  createClient(server.url, server.secretKey, options);

export const anonClient = (server: SupabaseAccess): SupabaseClient =>
  createClient(server.url, server.publishableKey, options);

/** A new person, signed in. */
export async function signedUpClient(
  server: SupabaseAccess,
): Promise<{ client: SupabaseClient; userId: string; email: string; password: string }> {
  const client = anonClient(server);
  const [email, password] = [`${randomUUID()}@example.com`, randomUUID()];
  const { data, error } = await client.auth.signUp({ email, password });
  if (error || !data.user) throw error ?? new Error("sign-up answered no user");
  return { client, userId: data.user.id, email, password };
}
