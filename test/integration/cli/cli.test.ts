import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { loadRoutes, newApiKey, serveApi } from "../../support/api.ts";
import { API_TYPES, generateApiTypes } from "../../support/api-types.ts";
import { type Product, startProduct } from "../../support/product.ts";

// What Next gives a request that has no cookies.
vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

const MAIN = fileURLToPath(new URL("../../../cli/main.ts", import.meta.url));

let product: Product;
let api: Awaited<ReturnType<typeof serveApi>>;
beforeAll(async () => {
  product = await startProduct();
  api = await serveApi(await loadRoutes());
});
afterAll(async () => {
  await api?.close();
  await product?.stop();
});

interface Outcome {
  code: number;
  out: string;
  err: string;
}

function modomo(args: string[], over: Record<string, string> = {}): Promise<Outcome> {
  const env = { ...process.env, MODOMO_URL: api.url, MODOMO_API_KEY: product.server.apiKey, ...over };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end();
  });
}

test("the client's types are those of the endpoints; else run `npm run api:types`", async () => {
  const isCurrent = readFileSync(API_TYPES, "utf8") === (await generateApiTypes());
  expect(isCurrent).toBe(true); // a diff of thousands of lines helps nobody
});

test("a job is started, waited for, listed and shown", async () => {
  const started = await modomo(["scrape", "--limit", "2", "--room", "living-room", "--wait", "--json"]);
  expect(started).toMatchObject({ code: 0 });
  expect(started.err).toContain("scrape");
  const job = JSON.parse(started.out) as { id: string; status: string; chain: { kind: string }[] };
  expect(job).toMatchObject({ status: "completed", counts: { total: 2, completed: 2 } });
  expect(job.chain.map(({ kind }) => kind)).toEqual(["scrape", "detect", "colors", "classify"]);

  const list = await modomo(["jobs", "list", "--kind", "scrape", "--json"]);
  expect(JSON.parse(list.out)).toMatchObject({ items: [{ id: job.id }], next_cursor: null });
  expect((await modomo(["jobs", "show", job.id])).out).toMatch(/classify\s+completed/);
  expect((await modomo(["jobs", "items", job.id, "--status", "completed"])).out.trim().split("\n")).toHaveLength(3);
});

test("work that fails is exit code 1, and its reason can be read", async () => {
  const failed = await modomo(["import", "urls", `${product.gallery.origin}/no-such-picture.jpg`, "--wait", "--json"]);
  expect(failed.code).toBe(1);
  const { id } = JSON.parse(failed.out) as { id: string };
  expect((await modomo(["jobs", "items", id])).out).toMatch(/failed\s+\S+/);
});

test("pages are followed by their cursor", async () => {
  const first = JSON.parse((await modomo(["jobs", "--limit", "1", "--json"])).out) as {
    items: object[];
    next_cursor: string;
  };
  const second = await modomo(["jobs", "--limit", "1", "--json", "--cursor", first.next_cursor]);
  expect((JSON.parse(second.out) as { items: object[] }).items).not.toEqual(first.items);
});

test("what has no command can be called by its path", async () => {
  expect(JSON.parse((await modomo(["api", "get", "/sources"])).out)).toHaveProperty("items");
  const started = await modomo(["api", "POST", "process/colors", '{"limit":1}']);
  expect(JSON.parse(started.out)).toMatchObject({ queue: "color_processing" });
});

test("what failed is listed by its cause, replayed and discarded", async () => {
  const { items } = JSON.parse((await modomo(["failures", "--json"])).out) as { items: { fingerprint: string }[] };
  const cause = items[0]?.fingerprint ?? "";
  expect((await modomo(["failures", "replay", cause, "--dry-run"])).out).toMatch(/^would run again: 1 items/);
  const refused = await modomo(["failures", "replay", cause, "--patch", '{"input":{"no_such_field":1}}']);
  expect(refused).toMatchObject({ code: 2, out: "", err: expect.stringContaining("no_such_field") });
  expect((await modomo(["failures", "replay", cause])).out).toMatch(/^runs again: 1 items/);
  expect((await modomo(["failures", "discard", cause, "--reason", "the picture is gone"])).out).toMatch(
    /^discarded \d/,
  );
});

test("sources, workers and schedules are listed; a schedule is paused, resumed and run", async () => {
  expect((await modomo(["sources"])).out).toMatch(/^gallery\s+.*on/m);
  expect((await modomo(["workers"])).code).toBe(0);
  const { items } = JSON.parse((await modomo(["schedules", "--json"])).out) as {
    items: { id: string; kind: string }[];
  };
  const id = items.find(({ kind }) => kind === "counters_check")?.id ?? "";
  expect((await modomo(["schedules", "pause", id])).out).toContain("is paused");
  expect((await modomo(["schedules", "resume", id])).out).toContain("is on");
  expect((await modomo(["schedules", "run", id])).code).toBe(0);
});

test("a queue is paused, seen, resumed and purged", async () => {
  expect((await modomo(["queues", "pause", "import"])).out).toBe("import is paused\n");
  expect((await modomo(["queues"])).out).toMatch(/^import\s+paused/m);
  await modomo(["import", "urls", `${product.gallery.origin}/no-such-picture.jpg`]);
  const purged = JSON.parse((await modomo(["queues", "purge", "import", "--json"])).out) as {
    jobs: number;
    chunks: number;
  };
  expect(purged.jobs + purged.chunks).toBe(1);
  expect((await modomo(["queues", "resume", "import"])).out).toBe("import is open\n");
});

test.each<{ name: string; args: string[]; env?: Record<string, string>; says: RegExp }>([
  { name: "an unknown command", args: ["dance"], says: /unknown command/ },
  { name: "an option that is none of its choices", args: ["jobs", "--status", "done"], says: /Allowed choices/ },
  { name: "a priority that is none", args: ["colors", "--priority", "10"], says: /0 \(batch\) to 9/ },
  { name: "a body that is no JSON", args: ["api", "POST", "/process/colors", "{"], says: /not valid JSON/ },
  {
    name: "a job that is not there",
    args: ["jobs", "show", "0199f000-0000-7000-8000-00000000dead"],
    says: /there is no job/i,
  },
  { name: "a field that is wrong", args: ["colors", "--limit", "0"], says: /limit/ },
  {
    name: "a key that is not known",
    args: ["jobs"],
    env: { MODOMO_API_KEY: "mdm_unknown" },
    says: /unknown, expired or revoked/,
  },
])("$name is exit code 2 and a sentence", async ({ args, env, says }) => {
  const outcome = await modomo(args, env);
  expect(outcome).toMatchObject({ code: 2, out: "" });
  expect(outcome.err).toMatch(says);
  expect(outcome.err).not.toContain("    at ");
});

test("a key without the scope is told which one it needs", async () => {
  const key = await newApiKey(product.db, ["jobs:read"]);
  const outcome = await modomo(["colors"], { MODOMO_API_KEY: key });
  expect(outcome).toMatchObject({ code: 2, err: expect.stringContaining("jobs:write") });
});

test("an app that is not there is exit code 1", async () => {
  const outcome = await modomo(["jobs"], { MODOMO_URL: "http://127.0.0.1:9" });
  expect(outcome).toMatchObject({ code: 1, err: expect.stringContaining("does not answer") });
});
