import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { SupabaseAccess } from "../../support/supabase.ts";
import { anonClient, signedUpClient } from "./clients.ts";

export function authContract(server: () => SupabaseAccess): void {
  describe("auth", () => {
    test("sign up, sign in, get user, get claims, refresh, sign out", async () => {
      const { email, password, userId } = await signedUpClient(server());
      const client = anonClient(server());
      const signedIn = await client.auth.signInWithPassword({ email, password });
      expect(signedIn.error).toBeNull();
      expect((await client.auth.getUser()).data.user?.email).toBe(email);
      expect((await client.auth.getClaims()).data?.claims).toMatchObject({ sub: userId, role: "authenticated" });
      const refreshed = await client.auth.refreshSession();
      expect(refreshed.data.session?.refresh_token).toBeTruthy();
      expect(refreshed.data.session?.refresh_token).not.toBe(signedIn.data.session?.refresh_token);
      expect((await client.auth.signOut()).error).toBeNull();
      expect((await client.auth.getUser()).data.user).toBeNull();
    });

    test("the first admin can sign in; a wrong password cannot", async () => {
      const { adminEmail: email, adminPassword: password } = server();
      expect((await anonClient(server()).auth.signInWithPassword({ email, password })).error).toBeNull();
      const wrong = await anonClient(server()).auth.signInWithPassword({ email, password: `${password}x` });
      expect(wrong.error).toMatchObject({ status: 400, code: "invalid_credentials" });
    });

    test("a token signed by someone else is refused", async () => {
      const forged = signJwt({ role: "service_role", exp: 4_000_000_000 }, "another secret of at least 32 characters");
      const answer = await ask(server(), forged);
      expect(answer.status).toBe(401);
      const ours = signJwt({ role: "service_role", exp: 4_000_000_000 }, server().jwtSecret);
      expect((await ask(server(), ours)).status).toBe(200);
    });

    test("a wrong key is refused, and the secret key is refused from a browser", async () => {
      const request = (headers: Record<string, string>) => fetch(`${server().url}/rest/v1/rooms`, { headers });
      expect((await request({ apikey: `${server().publishableKey}x` })).status).toBe(401);
      expect((await request({ apikey: server().secretKey })).status).toBe(200);
      expect((await request({ apikey: server().secretKey, "user-agent": "Mozilla/5.0" })).status).toBe(401);
    });
  });
}

function ask(server: SupabaseAccess, token: string): Promise<Response> {
  const headers = { apikey: server.publishableKey, authorization: `Bearer ${token}` };
  return fetch(`${server.url}/rest/v1/rooms?select=id`, { headers });
}

function signJwt(claims: object, secret: string): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}
