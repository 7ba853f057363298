import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { SCOPES, type Scope } from "@/lib/auth/scopes";
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
import { newJob, seedScene } from "../../support/work.ts";

// What Next gives a request that has no cookies.
vi.mock("next/headers", () => ({ cookies: async () => ({ getAll: () => [], set: () => undefined }) }));

const UNKNOWN = "0199f000-0000-7000-8000-00000000dead";
const URL_OK = "https://example.com/a.jpg";

interface Endpoint {
  scope: Scope | null;
  /** A body that is right, for those that take one. */
  body?: object;
  /** Bodies that are wrong, each with the fields an answer must name. */
  wrong?: [body: unknown, fields: string[]][];
  /** Query strings that are wrong, likewise. */
  wrongQuery?: [query: string, fields: string[]][];
  /** Bodies that name something that is not there. */
  missing?: object[];
  /** What `[id]` stands for. */
  id?: "job" | "scene";
}

const PAGING: [string, string[]][] = [
  ["limit=0", ["limit"]],
  ["limit=101", ["limit"]],
  ["limit=ten", ["limit"]],
  ["limit=1.5", ["limit"]],
  ["limit=1&limit=2", ["limit"]],
  ["cursor=nonsense", ["cursor"]],
  [`cursor=${Buffer.from("v1:not an id\0").toString("base64url")}`, ["cursor"]],
  ["cursor=", ["cursor"]],
  ["colour=red", ["colour"]],
];
const PRIORITY: [unknown, string[]][] = [10, -1, 1.5, "high", null].map((priority) => [{ priority }, ["priority"]]);
const LIMIT: [unknown, string[]][] = [0, -1, 1.5, "ten", true, [5], null, {}].map((limit) => [{ limit }, ["limit"]]);
const EITHER = (field: string): [unknown, string[]][] => [
  [{}, ["scene_id"]],
  [{ scene_id: "7" }, ["scene_id"]],
  [{ scene_id: 7 }, ["scene_id"]],
  [{ image_url: "not an address" }, ["image_url"]],
  [{ image_url: "ftp://example.com/a.jpg" }, ["image_url"]],
  [{ image_url: URL_OK, priority: 99 }, ["priority"]],
  [{ image_url: URL_OK, [field]: 1 }, [field]],
  [{ image_url: "https://example.com/\0.jpg" }, ["image_url"]],
  [{ image_url: "https://example.com/\ud800.jpg" }, ["image_url"]],
];

/** Every endpoint there is. The first test fails when one on disk is not here. */
const ENDPOINTS: Record<string, Endpoint> = {
  "GET /api/health": { scope: null },
  "GET /api/ready": { scope: null },
  "GET /api/session": { scope: null },
  "POST /api/session": {
    scope: null,
    wrong: [
      [{}, ["email", "password"]],
      [{ email: "nobody", password: "x" }, ["email"]],
      [{ email: "a@example.com", password: "" }, ["password"]],
      [{ email: "a@example.com", password: "x", remember: true }, ["remember"]],
    ],
  },
  "DELETE /api/session": { scope: null },
  "GET /api/dashboard": { scope: "jobs:read" },
  "GET /api/sources": { scope: "jobs:read" },
  "GET /api/jobs": {
    scope: "jobs:read",
    wrongQuery: [...PAGING, ["status=done", ["status"]], ["kind=dream", ["kind"]], ["queue=celery2", ["queue"]]],
  },
  "GET /api/jobs/active": { scope: "jobs:read" },
  "GET /api/jobs/[id]": { scope: "jobs:read", id: "job" },
  "GET /api/jobs/[id]/status": { scope: "jobs:read", id: "job" },
  "GET /api/jobs/[id]/items": { scope: "jobs:read", id: "job", wrongQuery: [...PAGING, ["status=done", ["status"]]] },
  "GET /api/jobs/[id]/events": { scope: "jobs:read", id: "job" },
  "POST /api/jobs/[id]/cancel": { scope: "jobs:write", id: "job" },
  "POST /api/jobs/[id]/retry": { scope: "jobs:write", id: "job" },
  "GET /api/runs": {
    scope: "jobs:read",
    wrongQuery: [...PAGING.filter(([query]) => !query.includes("djE6")), ["job_id=7", ["job_id"]]],
  },
  "GET /api/scenes": {
    scope: "data:read",
    wrongQuery: [
      ...PAGING,
      ["status=new", ["status"]],
      ["image_type=selfie", ["image_type"]],
      [`source=${"s".repeat(41)}`, ["source"]],
      ["source=a%00b", ["source"]],
      [`text=${"t".repeat(201)}`, ["text"]],
    ],
  },
  "GET /api/scenes/[id]": { scope: "data:read", id: "scene" },
  "GET /api/scenes/[id]/image": {
    scope: "data:read",
    id: "scene",
    wrongQuery: [
      ["variant=huge", ["variant"]],
      ["size=1", ["size"]],
    ],
  },
  "POST /api/scraper/start": {
    scope: "jobs:write",
    body: { source: "gallery", limit: 5, room_types: ["Living room"] },
    wrong: [
      ...LIMIT,
      ...PRIORITY,
      [{ limit: 100_001 }, ["limit"]],
      [{ source: "nowhere" }, ["source"]],
      [{ source: 7 }, ["source"]],
      [{ room_types: "bedroom" }, ["room_types"]],
      [{ room_types: ["cellar"] }, ["room_types"]],
      [{ room_types: ["bedroom", 7] }, ["room_types.1"]],
      [{ pipeline: "yes" }, ["pipeline"]],
      [{ colour: "red", shape: 1 }, ["colour", "shape"]],
    ],
  },
  "POST /api/import/images": {
    scope: "jobs:write",
    body: { urls: [URL_OK] },
    wrong: [
      [{}, ["urls"]],
      [{ urls: [] }, ["urls"]],
      [{ urls: URL_OK }, ["urls"]],
      [{ urls: [URL_OK, "file:///etc/passwd"] }, ["urls.1"]],
      [{ urls: [URL_OK, "https://example.com/\0"] }, ["urls.1"]],
      [{ urls: Array(1001).fill(URL_OK) }, ["urls"]],
      [{ urls: [URL_OK], priority: 12 }, ["priority"]],
      [{ urls: [URL_OK], colour: 1 }, ["colour"]],
    ],
  },
  "POST /api/detect/process": {
    scope: "jobs:write",
    body: { image_url: URL_OK },
    wrong: EITHER("colour"),
    missing: [{ scene_id: UNKNOWN }],
  },
  "POST /api/detect/batch": {
    scope: "jobs:write",
    body: { filter: { status: "ingested" } },
    wrong: [
      [{}, ["scene_ids"]],
      [{ scene_ids: [] }, ["scene_ids"]],
      [{ scene_ids: ["7"] }, ["scene_ids.0"]],
      [{ filter: { status: "new" } }, ["filter.status"]],
      [{ filter: { colour: 1 } }, ["filter.colour"]],
      [{ filter: {}, priority: 12 }, ["priority"]],
      [{ filter: { source: "a\0b" } }, ["filter.source"]],
    ],
  },
  "POST /api/process/colors": {
    scope: "jobs:write",
    body: {},
    wrong: [...LIMIT, ...PRIORITY, [{ scene_ids: ["7"] }, ["scene_ids.0"]], [{ colour: 1 }, ["colour"]]],
  },
  "POST /api/process/colors/object": {
    scope: "jobs:write",
    wrong: [
      [{}, ["object_id"]],
      [{ object_id: "7" }, ["object_id"]],
      [{ object_id: UNKNOWN, colour: 1 }, ["colour"]],
    ],
    missing: [{ object_id: UNKNOWN }],
  },
  "POST /api/classify/reclassify": {
    scope: "jobs:write",
    body: { force: true },
    wrong: [
      ...LIMIT,
      ...PRIORITY,
      [{ force: "perhaps" }, ["force"]],
      [{ force: 2 }, ["force"]],
      [{ colour: 1 }, ["colour"]],
    ],
  },
  "POST /api/classify/scene": {
    scope: "jobs:write",
    body: { image_url: URL_OK },
    wrong: EITHER("colour"),
    missing: [{ scene_id: UNKNOWN }],
  },
};
/** The Inngest SDK's own endpoint, with its own protocol and signature. */
const NOT_OURS = "/api/inngest";

const entries = Object.entries(ENDPOINTS).map(([name, endpoint]) => {
  const [method, path] = name.split(" ") as [Method, string];
  return { name, method, path, ...endpoint };
});
const guarded = entries.flatMap(({ scope, ...entry }) => (scope ? [{ ...entry, scope }] : []));

let product: Product;
let call: ApiClient;
const ids = { job: "", scene: "" };
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
  ids.job = await newJob(product.db);
  ids.scene = (await seedScene(product.db)).sceneId;
});
afterAll(() => product?.stop());

const at = (path: string, id = "") => path.replace("[id]", id);
const known = ({ path, id }: { path: string; id?: "job" | "scene" }) => at(path, id && ids[id]);

test("every endpoint on disk is tested here", async () => {
  const routes = await loadRoutes();
  const onDisk = routes
    .filter(({ path }) => path !== NOT_OURS)
    .flatMap(({ path, handlers }) => Object.keys(handlers).map((method) => `${method} ${path}`));
  expect(onDisk.toSorted()).toEqual(Object.keys(ENDPOINTS).toSorted());
});

describe("who may", () => {
  test.each(guarded)("$name wants a key that is known, valid and has the scope", async (endpoint) => {
    const { method, scope, body } = endpoint;
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
    async ({ method, path, body }) => {
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
  test.each(bodies)("$name $text", async ({ method, path, body, fields }) => {
    const problem = await problemOf(await call(method, path, { body }));
    expect({ status: problem.status, fields: fieldsOf(problem) }).toEqual({ status: 422, fields });
    for (const { message } of problem.errors ?? []) expect(message.length).toBeGreaterThan(5);
  });

  const taking = entries.filter(({ wrong }) => wrong);
  test.each(taking)("$name: no JSON, no object, too large", async ({ method, path }) => {
    for (const body of ["{not json", "[]", "null", '"text"', "7", `{"x":"${"y".repeat(1_100_000)}"}`]) {
      const problem = await problemOf(await call(method, path, { body }));
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

  const reading = entries.filter(({ method, path }) => method === "GET" && !/session|image|events/.test(path));
  test.each(reading)("$name answers", async ({ method, ...endpoint }) => {
    const response = await call(method, known(endpoint));
    expect({ status: response.status, type: response.headers.get("content-type") }).toEqual({
      status: 200,
      type: "application/json",
    });
  });
});
