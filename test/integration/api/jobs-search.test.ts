import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type JobPage, jobPageSchema } from "@/lib/contracts/jobs";
import { uuidV7Floor } from "@/lib/db/uuid";
import { recordOutcomes } from "@/lib/jobs/chunks.repository";
import { cancelJob, failJob, sealJob } from "@/lib/jobs/jobs.repository";
import { type ApiClient, createApiClient, loadRoutes } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { all, newChunk, newJob } from "../../support/work.ts";

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());
beforeEach(() => product.server.reset());

async function list(query: Record<string, string>): Promise<JobPage> {
  return jobPageSchema.parse(await (await call("GET", `/api/jobs?${new URLSearchParams(query)}`)).json());
}
const find = async (query: Record<string, string>) => (await list(query)).items.map(({ id }) => id);

describe("text", () => {
  test.each([
    ["a word of the input", "gallery"],
    ["the beginning of one, in any case", "GALL"],
    ["a part of an address", "living-room-7"],
    ["two words, in any order", "kitchen gallery"],
    ["a number", "4711"],
    ["a word of the error's sentence", "unplugged"],
    ["the error's code", "upstream"],
  ])("finds a job by %s", async (_, text) => {
    const input = {
      source: "gallery",
      rooms: ["kitchen"],
      urls: ["https://example.com/living-room-7.jpg"],
      limit: 4711,
    };
    const job = await newJob(product.db, { kind: "scrape", queue: "scraping", input });
    await newJob(product.db, { kind: "scrape", queue: "scraping", input: { source: "commons" } });
    await failJob(product.db, job, { code: "upstream", message: "The host is unplugged." });
    expect(await find({ text })).toEqual([job]);
  });

  test("finds a job by the beginning of its id, and nobody else's", async () => {
    const jobs = [await newJob(product.db), await newJob(product.db)];
    expect(await find({ text: jobs[0] ?? "" })).toEqual([jobs[0]]);
    expect((await find({ text: (jobs[0] ?? "").slice(0, 8) })).toSorted()).toEqual(jobs.toSorted());
  });

  test("finds what a person made by the beginning of their address", async () => {
    const query = product.db.from("user_roles").select("user_id").limit(1);
    const { data } = await query.single().throwOnError();
    const job = await newJob(product.db, { createdBy: data.user_id });
    await newJob(product.db);
    expect(await find({ text: "admin@exam" })).toEqual([job]);
  });

  test("goes with a status, also one that a job had and has no more", async () => {
    const input = { source: "gallery" };
    const job = await newJob(product.db, { kind: "scrape", queue: "scraping", input });
    expect(await find({ text: "gallery", status: "queued" })).toEqual([job]);
    await failJob(product.db, job, { code: "upstream", message: "The host is unplugged." });
    expect(await find({ text: "gallery", status: "failed" })).toEqual([job]);
    expect(await find({ text: "gallery", status: "queued" })).toEqual([]);
    await product.db.from("jobs").update({ status: "running" }).eq("id", job).throwOnError();
    expect(await find({ text: "gallery", status: "running" })).toEqual([job]);
    expect(await find({ text: "gallery", status: "failed" })).toEqual([]);
  });

  test("neither names of fields, nor words of other jobs, nor signs of the query language find anything", async () => {
    await newJob(product.db, { input: { source: "gallery" } });
    for (const text of ["source", "gallery & !commons | x", "kind:classify", "gallery | nowhere"])
      expect({ text, found: await find({ text }) }).toEqual({ text, found: [] });
  });
});

describe("a word that the newest jobs do not have", () => {
  const dayMs = 86_400_000;
  test("is found wherever in time it is, with and without another filter, page by page", async () => {
    const row = { kind: "scrape", queue: "scraping", status: "completed" };
    const days = [0.5, 4, 30, 70, 130, 400];
    const old = days.map((daysAgo) => ({ id: uuidV7Floor(Date.now() - daysAgo * dayMs), source: "oldest" }));
    const fresh = Array.from({ length: 2500 }, (_, index) => ({
      id: `${uuidV7Floor(Date.now()).slice(0, 24)}${String(index).padStart(12, "0")}`,
      source: "gallery",
    }));
    const rows = [...old, ...fresh].map(({ id, source }) => ({ ...row, id, root_job_id: id, input: { source } }));
    for (let start = 0; start < rows.length; start += 500)
      await product.db
        .from("jobs")
        .insert(rows.slice(start, start + 500))
        .throwOnError();
    const expected = old.map(({ id }) => id);
    expect(await find({ text: "oldest" })).toEqual(expected);
    expect(await find({ text: "oldest", status: "completed" })).toEqual(expected);
    expect(await find({ text: "oldest", kind: "scrape", queue: "scraping" })).toEqual(expected);
    expect(await find({ text: "oldest", kind: "import" })).toEqual([]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: JobPage = await list({ text: "oldest", limit: "2", ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen).toEqual(expected);
  }, 60_000);
});

describe("filters together", () => {
  test("every combination gives just the jobs that meet all of it, newest first", async () => {
    const made: { id: string; kind: string; queue: string; status: string; source: string }[] = [];
    for (const [kind, queue] of [
      ["detect", "detection"],
      ["detect", "ai_processing"],
      ["scrape", "scraping"],
    ] as const)
      for (const source of ["gallery", "commons"])
        for (const status of ["queued", "cancelled"]) {
          const id = await newJob(product.db, { kind, queue, input: { source } });
          if (status === "cancelled") await cancelJob(product.db, id);
          made.push({ id, kind, queue, status, source });
        }
    const options = {
      kind: ["detect", "import"],
      queue: ["detection", "scraping"],
      status: ["queued"],
      text: ["gallery"],
    };
    for (const kind of [undefined, ...options.kind])
      for (const queue of [undefined, ...options.queue])
        for (const status of [undefined, ...options.status])
          for (const text of [undefined, ...options.text]) {
            const query = Object.fromEntries(
              Object.entries({ kind, queue, status, text }).filter(([, value]) => value !== undefined),
            ) as Record<string, string>;
            const expected = made.filter(
              (job) =>
                (!kind || job.kind === kind) &&
                (!queue || job.queue === queue) &&
                (!status || job.status === status) &&
                (!text || job.source === text),
            );
            expect({ query, ids: await find(query) }).toEqual({
              query,
              ids: expected.map(({ id }) => id).toReversed(),
            });
          }
  });

  test("the created range takes its beginning in and leaves its end out", async () => {
    const jobs: string[] = [];
    for (let index = 0; index < 3; index += 1) jobs.push(await newJob(product.db));
    const { data } = await product.db.from("jobs").select("id, created_at").order("id").throwOnError();
    const [first = "", second = "", third = ""] = data.map(({ created_at: at }) => at);
    expect(await find({ created_after: second, created_before: third })).toEqual([jobs[1]]);
    expect(await find({ created_after: first, text: "nothing" })).toEqual([]);
    expect(await find({ created_after: third, kind: "classify" })).toEqual([jobs[2]]);
  });
});

describe("pages under writes", () => {
  test.each([
    ["no filter", {}],
    ["a status", { status: "queued" }],
    ["a text", { text: "gallery" }],
    ["all together", { status: "queued", kind: "classify", queue: "classification", text: "gallery" }],
  ])("with %s, what was there is shown once each, whatever comes and changes meanwhile", async (_, filter) => {
    const input = { source: "gallery" };
    const there: string[] = [];
    for (let index = 0; index < 9; index += 1) there.push(await newJob(product.db, { input }));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: JobPage = await list({ ...filter, limit: "2", ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
      await newJob(product.db, { input });
      // One that was shown ends; the place of the cursor does not move with it.
      const shown = seen.at(-1) ?? "";
      const { chunkId, items } = await newChunk(product.db, shown, ["only"]);
      await recordOutcomes(product.db, chunkId, all(items, "completed"));
      await sealJob(product.db, shown, "planner");
    } while (cursor);
    expect(seen).toEqual(there.toReversed());
  });
});
