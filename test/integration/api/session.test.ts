import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type ApiClient, createApiClient, loadRoutes, problemOf } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";

// A browser's cookies, as Next hands them to a route handler.
const { jar, attributes, incoming } = vi.hoisted(() => ({
  jar: new Map<string, string>(),
  attributes: new Map<string, object>(),
  incoming: new Headers(),
}));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string, options: object) => {
      attributes.set(name, options);
      return value ? jar.set(name, value) : jar.delete(name);
    },
  }),
  headers: async () => incoming,
}));

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  const client = createApiClient(await loadRoutes(), "");
  call = (method, url, options) => client(method, url, { key: null, ...options });
});
afterAll(() => product?.stop());
beforeEach(() => jar.clear());

const OWN = { "x-modomo-csrf": "1" };
const signIn = (password: string, headers: Record<string, string> = OWN) =>
  call("POST", "/api/session", { body: { email: product.server.adminEmail, password }, headers });

test("signing in, being somebody, signing out", async () => {
  expect((await call("GET", "/api/session")).status).toBe(401);
  const answer = await signIn(product.server.adminPassword);
  expect(await answer.json()).toEqual({ email: product.server.adminEmail, role: "admin" });
  expect((await call("GET", "/api/jobs")).status).toBe(200);
  expect((await call("DELETE", "/api/session", { headers: OWN })).status).toBe(204);
  expect((await call("GET", "/api/jobs")).status).toBe(401);
});

test.each([
  ["https", true],
  ["https, http", true],
  ["http", false],
])(
  "the cookies of a visit over %s: no script reads them, other sites do not send them, Secure is %s",
  async (proto, secure) => {
    incoming.set("x-forwarded-proto", proto);
    attributes.clear();
    await signIn(product.server.adminPassword);
    incoming.delete("x-forwarded-proto");
    expect(attributes.size).toBeGreaterThan(0);
    for (const cookie of attributes.values()) expect(cookie).toMatchObject({ httpOnly: true, sameSite: "lax", secure });
  },
);

test("a wrong password does not tell whether the address is known", async () => {
  const wrong = await problemOf(await signIn("wrong"));
  const unknown = await call("POST", "/api/session", { body: { email: "x@example.com", password: "y" }, headers: OWN });
  expect(wrong.status).toBe(401);
  expect((await problemOf(unknown)).detail).toBe(wrong.detail);
});

test("somebody without a role may nothing", async () => {
  await signIn(product.server.adminPassword);
  await product.db.from("user_roles").update({ role: "viewer" }).neq("role", "").throwOnError();
  expect((await call("POST", "/api/process/colors", { body: {}, headers: OWN })).status).toBe(403);
  expect((await call("GET", "/api/jobs")).status).toBe(200);
  await product.db.from("user_roles").delete().neq("role", "").throwOnError();
  expect((await call("GET", "/api/jobs")).status).toBe(401);
  await product.server.reset();
});

test.each([
  ["without the dashboard's header", {}],
  ["from another site", { ...OWN, origin: "https://evil.example" }],
  ["from a sandboxed page", { ...OWN, origin: "null" }],
])("what changes something is refused %s", async (_who, headers) => {
  await signIn(product.server.adminPassword);
  expect((await problemOf(await call("POST", "/api/process/colors", { body: {}, headers }))).status).toBe(403);
  expect((await problemOf(await call("DELETE", "/api/session", { headers }))).status).toBe(403);
  expect((await problemOf(await signIn("x", headers))).status).toBe(403);
});

test("a server of sessions that is out of reach for a moment signs nobody out", async () => {
  await signIn(product.server.adminPassword);
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit) =>
    String(input).includes("/auth/v1/user") ? Promise.reject(new TypeError("fetch failed")) : fetch(input, init),
  );
  const during = await call("GET", "/api/jobs");
  vi.unstubAllGlobals();
  expect((await problemOf(during)).status).toBe(503);
  expect((await call("GET", "/api/jobs")).status).toBe(200);
});
