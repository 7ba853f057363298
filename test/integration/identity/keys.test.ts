import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hashApiKey } from "@/lib/auth/api-keys";
import { apiKeyPageSchema, newKeySchema } from "@/lib/contracts/identity";
import { type ApiClient, createApiClient, loadRoutes, problemOf } from "../../support/api.ts";
import { newMember, OWN } from "../../support/people.ts";
import { type Product, startProduct } from "../../support/product.ts";

vi.mock("next/headers", () => import("../../support/next-headers.ts"));

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());

const makeKey = async (body: object) => {
  const answer = await call("POST", "/api/keys", { body });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("cache-control")).toContain("no-store");
  return newKeySchema.parse(await answer.json());
};
const jobs = (key: string) => call("GET", "/api/jobs", { key });

test("a key is shown once, stored as its hash, and may what its scopes say", async () => {
  const made = await makeKey({ name: "export script", scopes: ["jobs:read", "jobs:read"] });
  expect(made).toMatchObject({ scopes: ["jobs:read"], prefix: made.key.slice(0, 12), rate_per_minute: null });
  expect((await jobs(made.key)).status).toBe(200);
  expect((await call("GET", "/api/scenes", { key: made.key })).status).toBe(403);

  const text = await (await call("GET", "/api/keys")).text();
  expect(text).not.toContain(made.key);
  expect(apiKeyPageSchema.parse(JSON.parse(text)).items[0]).toMatchObject({ id: made.id, name: "export script" });
  const { data } = await product.db.from("api_keys").select("*").eq("id", made.id).single().throwOnError();
  expect(data.key_hash).toBe(hashApiKey(made.key));
  expect(JSON.stringify(data)).not.toContain(made.key);
  const audit = await product.db.from("audit_log").select("*").eq("subject", made.id).throwOnError();
  expect(audit.data).toMatchObject([{ action: "POST /api/keys", status: 201 }]);
  expect(JSON.stringify(audit.data)).not.toContain(made.key);
});

test("who made a key is kept when it was a person", async () => {
  const { person } = await newMember(product.db, call, "admin");
  const answer = await call("POST", "/api/keys", {
    key: null,
    headers: OWN,
    body: { name: "mine", scopes: ["admin"] },
  });
  const { id } = newKeySchema.parse(await answer.json());
  const { data } = await product.db.from("api_keys").select("created_by").eq("id", id).single().throwOnError();
  expect(data.created_by).toBe(person.id);
});

test("what is changed holds from the key's next request on", async () => {
  const { id, key } = await makeKey({ name: "k", scopes: ["data:read"] });
  expect((await jobs(key)).status).toBe(403);
  const answer = await call("PATCH", `/api/keys/${id}`, { body: { scopes: ["jobs:read"], name: "renamed" } });
  expect(await answer.json()).toMatchObject({ id, name: "renamed", scopes: ["jobs:read"] });
  expect((await jobs(key)).status).toBe(200);
  await product.db.from("api_keys").update({ expires_at: "2020-01-01T00:00:00Z" }).eq("id", id).throwOnError();
  expect((await jobs(key)).status).toBe(401);
  await call("PATCH", `/api/keys/${id}`, { body: { expires_at: null } });
  expect((await jobs(key)).status).toBe(200);
});

test("a revoked key is dead for good; revoking it again changes nothing", async () => {
  const { id, key } = await makeKey({ name: "k", scopes: ["jobs:read"] });
  expect((await call("DELETE", `/api/keys/${id}`)).status).toBe(204);
  expect((await jobs(key)).status).toBe(401);
  const { data } = await product.db.from("api_keys").select("revoked_at").eq("id", id).single().throwOnError();
  expect((await call("DELETE", `/api/keys/${id}`)).status).toBe(204);
  const after = await product.db.from("api_keys").select("revoked_at").eq("id", id).single().throwOnError();
  expect(after.data).toEqual(data);
  const refused = await problemOf(await call("PATCH", `/api/keys/${id}`, { body: { name: "back" } }));
  expect(refused).toMatchObject({ status: 409, detail: expect.stringContaining("revoked") });
});

test("use is noted, at most once a minute", async () => {
  const { id, key } = await makeKey({ name: "k", scopes: ["jobs:read"] });
  const lastUse = async () => {
    const { data } = await product.db.from("api_keys").select("last_used_at").eq("id", id).single().throwOnError();
    return data.last_used_at;
  };
  expect(await lastUse()).toBeNull();
  await jobs(key);
  const first = await lastUse();
  expect(Date.now() - Date.parse(first ?? "")).toBeLessThan(60_000);
  await jobs(key);
  expect(await lastUse()).toBe(first);
  await product.db.from("api_keys").update({ last_used_at: "2020-01-01T00:00:00Z" }).eq("id", id).throwOnError();
  await jobs(key);
  expect(Date.parse((await lastUse()) ?? "")).toBeGreaterThanOrEqual(Date.parse(first ?? ""));
});

test("an expiry in the past and a scope no role has are refused", async () => {
  const wrong = [
    { name: "k", scopes: ["jobs:read"], expires_at: "2020-01-01T00:00:00Z" },
    { name: "k", scopes: ["everything"] },
    { name: "k", scopes: [] },
  ];
  for (const body of wrong) expect((await call("POST", "/api/keys", { body })).status).toBe(422);
});
