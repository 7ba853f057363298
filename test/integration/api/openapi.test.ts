import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { z } from "zod";
import { ROUTES } from "@/app/api/routes";
import { operationsOf } from "@/lib/http/openapi";
import { type ApiClient, createApiClient, loadRoutes } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { makeThings } from "./things.ts";

// What Next gives a request that has no cookies.
vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

const DOCUMENT = "GET /api/openapi.json";
const operations = operationsOf(ROUTES).map((operation) => ({
  ...operation,
  name: `${operation.method} ${operation.path}`,
}));

let product: Product;
let call: ApiClient;
let ids: Awaited<ReturnType<typeof makeThings>>;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
  ids = await makeThings(product.db);
});
afterAll(() => product?.stop());

test("the document is valid OpenAPI 3.1, and not for strangers", async () => {
  expect((await call("GET", "/api/openapi.json", { key: null })).status).toBe(401);
  const response = await call("GET", "/api/openapi.json", {});
  expect(response.status).toBe(200);
  const validator = new Validator();
  const result = await validator.validate(await response.json());
  expect(result.errors ?? []).toEqual([]);
  expect(validator.version).toBe("3.1");
});

test("it describes every endpoint, each with the scope it asks for", () => {
  const described = Object.fromEntries(operations.map(({ name, spec }) => [name, spec.scope]));
  const built = Object.fromEntries(Object.entries(ENDPOINTS).map(([name, { scope }]) => [name, scope]));
  delete built[DOCUMENT];
  expect(described).toEqual(built);
});

test("the document names the fields a request may have", async () => {
  const document = (await (await call("GET", "/api/openapi.json", {})).json()) as {
    paths: Record<string, { post: { requestBody: { content: Record<string, { schema: { properties: object } }> } } }>;
  };
  const body = document.paths["/api/scraper/start"]?.post.requestBody.content["application/json"]?.schema;
  expect(Object.keys(body?.properties ?? {}).toSorted()).toEqual([
    "limit",
    "options",
    "pipeline",
    "priority",
    "room_types",
    "source",
  ]);
});

const readable = operations.filter(({ method, spec }) => method === "GET" && isSchema(spec.answers[200]));

test.each(readable)("$name answers what the document says", async ({ name, path, spec }) => {
  const { id, path: exact, rightQuery } = ENDPOINTS[name] ?? {};
  const address = (exact ?? path).replace("[id]", id ? ids[id] : "");
  const response = await call("GET", rightQuery ? `${address}?${rightQuery}` : address, {});
  if (path === "/api/session") return expect(response.status).toBe(401); // a key is not a session
  const schema = spec.answers[response.status];
  if (!isSchema(schema)) throw new Error(`${path} answered ${response.status}, which is not described`);
  schema.parse(await response.json());
});

function isSchema(answer: unknown): answer is z.ZodType {
  return typeof answer === "object" && answer !== null && "parse" in answer;
}
