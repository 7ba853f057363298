import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sourcesSchema } from "@/lib/contracts/sources";
import { planScrapePage } from "@/lib/sources/plan-scrape";
import { type ApiClient, createApiClient, fieldsOf, loadRoutes, problemOf } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { newJob } from "../../support/work.ts";

// What Next gives a request that has no cookies.
vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

const BASIS = { kind: "own_content", text: "Our own account's projects, as agreed on 3 March 2026." };
const PERMISSION = "/api/sources/houzz/permission";

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true, env: { MODOMO_USER_AGENT: "Modomo/test (bot@example.org)" } });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());

async function sourceNamed(id: string) {
  const { items } = sourcesSchema.parse(await (await call("GET", "/api/sources")).json());
  const source = items.find((each) => each.id === id);
  if (!source) throw new Error(`no source ${id}`);
  return source;
}
const start = (body: object) => call("POST", "/api/scraper/start", { body });

test("every source says its terms, what can be asked of it, and why it is off", async () => {
  const { items } = sourcesSchema.parse(await (await call("GET", "/api/sources")).json());
  expect(items.map(({ id, enabled, is_default }) => [id, enabled, is_default])).toEqual([
    ["gallery", true, true],
    ["commons", true, false],
    ["openverse", true, false],
    ["generic", true, false],
    ["houzz", false, false],
  ]);
  for (const { terms, licence_note } of items)
    expect([terms.length > 40, licence_note.length > 20]).toEqual([true, true]);
  expect(await sourceNamed("houzz")).toMatchObject({
    reason: expect.stringContaining("forbid mining"),
    needs_permission: true,
    permission: null,
    room_types: expect.arrayContaining(["kitchen"]),
  });
  const site = (await sourceNamed("houzz")).options.find(({ name }) => name === "site");
  expect(site).toMatchObject({
    kind: "choice",
    fallback: "us",
    choices: expect.arrayContaining([{ value: "uk", label: "United Kingdom" }]),
  });
});

describe("Houzz without and with a permission", () => {
  const houzz = { source: "houzz", room_types: ["kitchen"], limit: 5 };

  test("off: 403 with the reason, also for a job that is there; on while a basis is recorded; off again", async () => {
    expect(await problemOf(await start(houzz))).toMatchObject({
      status: 403,
      detail: expect.stringContaining("records what gives you the right"),
    });
    const jobId = await newJob(product.db, { kind: "scrape", queue: "scraping", input: houzz });
    const { getDeps } = await import("@/lib/deps");
    await expect(planScrapePage(getDeps(), houzz, null, jobId)).rejects.toThrow(/Houzz is off/);

    const recorded = await call("PUT", PERMISSION, { body: BASIS });
    expect(await recorded.json()).toMatchObject({
      enabled: true,
      reason: null,
      permission: { ...BASIS, expires_at: null, recorded_by: expect.stringMatching(/./) },
    });
    expect((await start(houzz)).status).toBe(202);

    expect(await (await call("DELETE", PERMISSION)).json()).toMatchObject({ enabled: false, permission: null });
    expect((await start(houzz)).status).toBe(403);
    expect((await problemOf(await call("DELETE", PERMISSION))).status).toBe(404);
  });

  test("one that has ended is as none, and the reason says when", async () => {
    await call("PUT", PERMISSION, { body: { ...BASIS, expires_at: "2099-01-01T00:00:00Z" } });
    const past = { recorded_at: "2020-01-01T00:00:00Z", expires_at: "2020-02-01T00:00:00Z" };
    await product.db.from("source_permissions").update(past).eq("source", "houzz").throwOnError();
    expect(await sourceNamed("houzz")).toMatchObject({
      enabled: false,
      reason: expect.stringContaining("ended on 2020-02-01"),
    });
    expect((await start(houzz)).status).toBe(403);
    await call("DELETE", PERMISSION);
  });

  test("a source that needs none, or is not there, takes none", async () => {
    expect((await problemOf(await call("PUT", "/api/sources/commons/permission", { body: BASIS }))).status).toBe(422);
    expect((await problemOf(await call("PUT", "/api/sources/flickr/permission", { body: BASIS }))).status).toBe(404);
  });
});

describe("options are checked by source, before a job is made", () => {
  test.each<[string, object, string[]]>([
    ["an unknown source", { source: "flickr" }, ["source"]],
    ["an option no source has", { source: "commons", options: { color: "red" } }, ["options.color"]],
    ["an option of another source", { source: "commons", options: { styles: ["modern"] } }, ["options.styles"]],
    ["a number out of range", { source: "commons", options: { depth: 4 } }, ["options.depth"]],
    ["no address where one is needed", { source: "generic" }, ["options.start_urls"]],
    [
      "an address that is none",
      { source: "generic", options: { start_urls: ["javascript:alert(1)"] } },
      ["options.start_urls.0"],
    ],
    ["everything of Openverse", { source: "openverse" }, ["options.query"]],
    [
      "a search page of Houzz",
      { source: "houzz", options: { start_urls: ["https://www.houzz.com/photos/query/sofa"] } },
      ["options.start_urls.0"],
    ],
    [
      "a room the country's numbers are not known for",
      { source: "houzz", room_types: ["kitchen"], options: { site: "in" } },
      ["room_types"],
    ],
  ])("%s is a 422 that names the field", async (_name, body, fields) => {
    const problem = await problemOf(await start(body));
    expect([problem.status, fieldsOf(problem)]).toEqual([422, fields]);
  });

  test("right ones start a job that keeps them", async () => {
    const body = { source: "commons", limit: 3, options: { categories: ["Sofas"], depth: 1 } };
    const { job_id } = (await (await start(body)).json()) as { job_id: string };
    const { data } = await product.db.from("jobs").select("input").eq("id", job_id).single().throwOnError();
    expect(data.input).toMatchObject({ source: "commons", options: { categories: ["Sofas"], depth: 1 } });
  });
});
