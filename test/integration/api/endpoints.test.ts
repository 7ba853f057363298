import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { SCOPES } from "@/lib/contracts/identity";
import {
  type ApiClient,
  createApiClient,
  fieldsOf,
  loadRoutes,
  type Method,
  newApiKey,
  problemOf,
} from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { type IdKind, UNKNOWN } from "./endpoints/endpoint.ts";
import { ENDPOINTS, NOT_OURS } from "./endpoints.ts";
import { makeThings } from "./things.ts";

// What Next gives a request that has no cookies.
vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

const entries = Object.entries(ENDPOINTS).map(([name, endpoint]) => {
  const [method, path] = name.split(" ") as [Method, string];
  return { name, method, path, ...endpoint };
});
const guarded = entries.flatMap(({ scope, ...entry }) => (scope ? [{ ...entry, scope }] : []));

let product: Product;
let call: ApiClient;
let ids: Record<IdKind, string>;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
  ids = await makeThings(product.db);
});
afterAll(() => product?.stop());

const at = (path: string, id = "") => path.replace("[id]", id);
const known = ({ path, id }: { path: string; id?: IdKind }) => at(path, id && ids[id]);

test("every endpoint on disk is tested here", async () => {
  const routes = await loadRoutes();
  const onDisk = routes
    .filter(({ path }) => path !== NOT_OURS)
    .flatMap(({ path, handlers }) => Object.keys(handlers).map((method) => `${method} ${path}`));
  expect(onDisk.toSorted()).toEqual(Object.keys(ENDPOINTS).toSorted());
});

describe("who may", () => {
  test.each(guarded)("$name wants a key that is known, valid and has the scope", async (endpoint) => {
    const { method, scope, body = endpoint.change } = endpoint;
    const url = known(endpoint);
    const past = new Date(Date.now() - 1000).toISOString();
    const refused = [
      null,
      "mdm_unknown",
      "somebody else's token",
      await newApiKey(product.db, ["admin"], { expires_at: past }),
      await newApiKey(product.db, ["admin"], { revoked_at: past }),
    ];
    for (const key of refused) {
      const response = await call(method, url, { key, body });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      await problemOf(response);
    }
    const others = SCOPES.filter((each) => each !== scope && each !== "admin");
    const response = await call(method, url, { key: await newApiKey(product.db, [...others]), body });
    expect((await problemOf(response)).detail).toContain(scope);
    expect(response.status).toBe(403);
    const controller = new AbortController();
    const allowed = await call(method, url, {
      key: await newApiKey(product.db, [scope]),
      body,
      signal: controller.signal,
    });
    expect([401, 403]).not.toContain(allowed.status);
    controller.abort();
  });
});

describe("which thing", () => {
  test.each(entries.filter(({ id }) => id))(
    "$name: an id that is none is 422, one that is not there 404",
    async ({ method, path, change, body = change }) => {
      const bad = await problemOf(await call(method, at(path, "seven"), { body }));
      expect(bad).toMatchObject({ status: 422, errors: [{ field: "id" }] });
      const gone = await problemOf(await call(method, at(path, UNKNOWN), { body }));
      expect(gone).toMatchObject({ status: 404, detail: expect.stringContaining(UNKNOWN) });
    },
  );

  const missing = entries.flatMap(({ name, method, path, missing = [] }) =>
    missing.map((body) => ({ name, method, path, body, text: JSON.stringify(body) })),
  );
  test.each(missing)("$name $text is 404", async ({ method, path, body }) => {
    expect((await problemOf(await call(method, path, { body }))).status).toBe(404);
  });
});

describe("wrong input is a 422 that names the field", () => {
  const queries = entries.flatMap((entry) =>
    (entry.wrongQuery ?? []).map(([query, fields]) => ({ ...entry, query, fields })),
  );
  test.each(queries)("$name?$query", async ({ method, query, fields, ...endpoint }) => {
    const problem = await problemOf(await call(method, `${known(endpoint)}?${query}`));
    expect({ status: problem.status, fields: fieldsOf(problem) }).toEqual({ status: 422, fields });
  });

  const bodies = entries.flatMap((entry) =>
    (entry.wrong ?? []).map(([body, fields]) => ({ ...entry, body, fields, text: JSON.stringify(body).slice(0, 80) })),
  );
  test.each(bodies)("$name $text", async ({ method, body, fields, ...endpoint }) => {
    const problem = await problemOf(await call(method, known(endpoint), { body }));
    expect({ status: problem.status, fields: fieldsOf(problem) }).toEqual({ status: 422, fields });
    for (const { message } of problem.errors ?? []) expect(message.length).toBeGreaterThan(5);
  });

  const taking = entries.filter(({ wrong }) => wrong);
  test.each(taking)("$name: no JSON, no object, too large", async ({ method, ...endpoint }) => {
    for (const body of ["{not json", "[]", "null", '"text"', "7", `{"x":"${"y".repeat(1_100_000)}"}`]) {
      const problem = await problemOf(await call(method, known(endpoint), { body }));
      expect({ body: body.slice(0, 9), status: problem.status, fields: fieldsOf(problem) }).toEqual({
        body: body.slice(0, 9),
        status: 422,
        fields: ["body"],
      });
    }
  });

  test("what is said about one field of two request forms is about that field", async () => {
    const answer = await call("POST", "/api/classify/scene", { body: { scene_id: ids.scene, priority: 99 } });
    expect((await problemOf(answer)).errors?.[0]?.message).not.toContain("scene_id");
    const none = await call("POST", "/api/classify/scene", { body: {} });
    expect((await problemOf(none)).errors?.[0]?.message).toContain("either scene_id");
  });
});

describe("right input", () => {
  test.each(entries.filter(({ body }) => body))(
    "$name starts a job that can be followed",
    async ({ method, path, body }) => {
      const response = await call(method, path, { body });
      expect(response.status).toBe(202);
      const started = (await response.json()) as { job_id: string; status_url: string };
      expect(response.headers.get("location")).toBe(started.status_url);
      expect(await (await call("GET", started.status_url)).json()).toMatchObject({
        id: started.job_id,
        status: "queued",
      });
    },
  );

  const reading = entries.filter(({ method, path }) => method === "GET" && !/session|image|events|metrics/.test(path));
  test.each(reading)("$name answers", async ({ method, rightQuery = "", ...endpoint }) => {
    const response = await call(method, `${known(endpoint)}?${rightQuery}`);
    expect({ status: response.status, type: response.headers.get("content-type") }).toEqual({
      status: 200,
      type: "application/json",
    });
  });
});
