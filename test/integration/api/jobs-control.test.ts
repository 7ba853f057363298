import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  bulkAnswerSchema,
  jobLogPageSchema,
  jobReportSchema,
  runDetailSchema,
  savedFilterSchema,
  savedFiltersSchema,
} from "@/lib/contracts/job-control";
import { jobDetailSchema, runPageSchema } from "@/lib/contracts/jobs";
import { addChunk, openItems, recordOutcomes } from "@/lib/jobs/chunks.repository";
import { cancelJob, getJob, sealJob } from "@/lib/jobs/jobs.repository";
import { logToJob } from "@/lib/jobs/logs.repository";
import { planRerun } from "@/lib/jobs/rerun.repository";
import { recordRun } from "@/lib/jobs/runs.repository";
import { type ApiClient, createApiClient, loadRoutes, newApiKey, problemOf } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { all, newChunk, newJob, seedScene } from "../../support/work.ts";

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());
beforeEach(() => product.server.reset());

/** A job of two items that has ended, the second of them so. */
async function endedJob(status: "failed" | "completed"): Promise<string> {
  const job = await newJob(product.db, { input: { source: "gallery" } });
  const { chunkId, items } = await newChunk(product.db, job, ["a", "b"]);
  await recordOutcomes(product.db, chunkId, [...all(items.slice(0, 1), "completed"), ...all(items.slice(1), status)]);
  await sealJob(product.db, job, "planner");
  return job;
}

describe("bulk", () => {
  const bulk = async (body: object) =>
    bulkAnswerSchema.parse(await (await call("POST", "/api/jobs/bulk", { body })).json());
  const statuses = (ids: string[]) => Promise.all(ids.map(async (id) => (await getJob(product.db, id)).status));

  test("a dry run says what would be done and does nothing; the run does just that, and again does nothing more", async () => {
    const open = [await newJob(product.db), await newJob(product.db)];
    const done = await endedJob("completed");
    const action = { action: "cancel", filter: { kind: "classify" } };
    const said = { matched: 3, changed: 2, skipped: [{ reason: "has ended already", jobs: 1 }], next_cursor: null };
    expect(await bulk({ ...action, dry_run: true })).toMatchObject({ ...said, dry_run: true, is_capped: false });
    expect(await statuses(open)).toEqual(["queued", "queued"]);
    expect(await bulk(action)).toMatchObject({ ...said, dry_run: false });
    expect(await statuses([...open, done])).toEqual(["cancelled", "cancelled", "completed"]);
    expect(await bulk(action)).toMatchObject({ matched: 3, changed: 0 });
  });

  test("retry runs again what failed, of the jobs of the filter only, and says why it leaves the others", async () => {
    const failed = await endedJob("failed");
    const good = await endedJob("completed");
    const open = await newJob(product.db, { input: { source: "gallery" } });
    const other = await newJob(product.db, { input: { source: "commons" } });
    await cancelJob(product.db, other);
    const answer = await bulk({ action: "retry", filter: { text: "gallery" } });
    expect(answer).toMatchObject({ matched: 3, changed: 1 });
    expect(answer.skipped).toEqual(
      expect.arrayContaining([
        { reason: "has not ended yet", jobs: 1 },
        { reason: "has nothing that failed or was cancelled", jobs: 1 },
      ]),
    );
    expect(await statuses([failed, good, open, other])).toEqual(["running", "completed", "queued", "cancelled"]);
    expect(await getJob(product.db, failed)).toMatchObject({ attempt: 2, counts: { completed: 1, failed: 0 } });
  });

  test("large ones go on call by call, over each job once, while new ones come in", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) ids.push(await newJob(product.db));
    let cursor: string | undefined;
    const matched: number[] = [];
    do {
      const answer = await bulk({
        action: "cancel",
        filter: { status: "queued" },
        limit: 3,
        ...(cursor ? { cursor } : {}),
      });
      matched.push(answer.matched);
      cursor = answer.next_cursor ?? undefined;
      await newJob(product.db);
    } while (cursor);
    expect(matched).toEqual([3, 3, 1]);
    expect(new Set(await statuses(ids))).toEqual(new Set(["cancelled"]));
  });

  test("chosen jobs, and no others", async () => {
    const ids = [await newJob(product.db), await newJob(product.db), await newJob(product.db)];
    expect(await bulk({ action: "cancel", filter: { ids: [ids[0], ids[2]] } })).toMatchObject({
      matched: 2,
      changed: 2,
    });
    expect(await statuses(ids)).toEqual(["cancelled", "queued", "cancelled"]);
  });
});

describe("re-run from a stage", () => {
  async function detected(): Promise<{ root: string; detect: string; scenes: string[] }> {
    const root = await newJob(product.db, { kind: "scrape", queue: "scraping", input: { pipeline: true } });
    const detect = (
      await product.db.rpc("ensure_child_job", { parent_id: root, child_kind: "detect", child_queue: "ai_processing" })
    ).data as string;
    const scenes = [(await seedScene(product.db)).sceneId, (await seedScene(product.db)).sceneId];
    const items = scenes.map((id) => ({ item_key: id, scene_id: id }));
    const chunk = await addChunk(product.db, { jobId: detect, key: "c", queue: "ai_processing", items });
    const chunkId = chunk?.chunkId ?? "";
    const open = await openItems(product.db, chunkId);
    const outcomes = [...all(open.slice(0, 1), "completed"), ...all(open.slice(1), "failed")];
    await recordOutcomes(product.db, chunkId, outcomes);
    await sealJob(product.db, detect, "x");
    return { root, detect, scenes };
  }
  const rerun = (job: string, body: object, key?: string) =>
    call("POST", `/api/jobs/${job}/rerun`, { body, ...(key ? { headers: { "idempotency-key": key } } : {}) });
  const scenesOf = async (job: string) => {
    const { input } = await getJob(product.db, job);
    const { chunks, next } = await planRerun(product.db, input as never, { cursor: null, chunkSize: 1 });
    expect(next).toBeNull();
    return chunks.map(({ items }) => items[0]?.scene_id);
  };

  test("all scenes or those that failed, from any job of the chain, as a job of its own that goes on through the stages", async () => {
    const { root, detect, scenes } = await detected();
    for (const [only, expected] of [
      ["all", scenes],
      ["failed", scenes.slice(1)],
    ] as const) {
      const answer = await rerun(root, { from: "detect", only });
      expect(answer.status).toBe(202);
      const { job_id } = (await answer.json()) as { job_id: string };
      const job = jobDetailSchema.parse(await (await call("GET", `/api/jobs/${job_id}`)).json());
      expect(job).toMatchObject({ kind: "detect", queue: "ai_processing", status: "queued", parent_job_id: null });
      expect(job.input).toEqual({ rerun_of: detect, only, pipeline: true });
      expect(await scenesOf(job_id)).toEqual(expected);
    }
  });

  test("a stage the chain never came to takes the scenes of the one before", async () => {
    const { detect, scenes } = await detected();
    const { job_id } = (await (await rerun(detect, { from: "colors" })).json()) as { job_id: string };
    expect(await scenesOf(job_id)).toEqual(scenes);
  });

  test("nothing to run again is a conflict; the same key is the same job", async () => {
    const { root } = await detected();
    expect(await problemOf(await rerun(root, { from: "classify", only: "failed" }))).toMatchObject({ status: 409 });
    expect(await problemOf(await rerun(await newJob(product.db), { from: "detect" }))).toMatchObject({ status: 409 });
    const first = await (await rerun(root, { from: "detect" }, "k")).json();
    expect(await (await rerun(root, { from: "detect" }, "k")).json()).toEqual(first);
    expect((await rerun(root, { from: "detect", only: "failed" }, "k")).status).toBe(409);
  });
});

describe("saved filters", () => {
  const save = (name: string, query: object, key?: string) =>
    call("POST", "/api/jobs/filters", { body: { name, query }, ...(key ? { key } : {}) });
  const list = async (key?: string) =>
    savedFiltersSchema.parse(await (await call("GET", "/api/jobs/filters", key ? { key } : {})).json()).items;

  test("are kept per caller, by name; saving a name again replaces it; deleting takes one away", async () => {
    const other = await newApiKey(product.db, ["jobs:read"]);
    const answer = await save("  Failed ", { status: "failed" });
    expect(answer.status).toBe(201);
    const saved = savedFilterSchema.parse(await answer.json());
    await save("All", {});
    await save("Failed", { status: "failed", text: "gallery" }, other);
    await save("Failed", { status: "failed", kind: "import" });
    expect((await list()).map(({ name, query }) => [name, query])).toEqual([
      ["All", {}],
      ["Failed", { status: "failed", kind: "import" }],
    ]);
    expect((await call("DELETE", `/api/jobs/filters/${saved.id}`, { key: other })).status).toBe(404);
    expect((await call("DELETE", `/api/jobs/filters/${saved.id}`)).status).toBe(204);
    expect((await call("DELETE", `/api/jobs/filters/${saved.id}`)).status).toBe(404);
    expect((await list()).map(({ name }) => name)).toEqual(["All"]);
    expect(await list(other)).toHaveLength(1);
  });

  test("fifty is all there can be", async () => {
    const { id } = savedFilterSchema.parse(await (await save("first", {})).json());
    const { data } = await product.db.from("saved_filters").select("owner").eq("id", id).single().throwOnError();
    const rows = Array.from({ length: 49 }, (_, index) => ({ owner: data.owner, name: `f${index}`, query: {} }));
    await product.db.from("saved_filters").insert(rows).throwOnError();
    expect(await problemOf(await save("one more", {}))).toMatchObject({ status: 409 });
    expect((await save("first", { status: "failed" })).status).toBe(201);
  });
});

describe("report, log, runs", () => {
  test("yield by reason, and what it cost", async () => {
    const job = await newJob(product.db, { kind: "import", queue: "import" });
    const { chunkId, items } = await newChunk(product.db, job, ["a", "b", "c", "d", "e"], "import");
    const { sceneId } = await seedScene(product.db); // of 1000 bytes
    const [a, b, c, d, e] = items.map(({ id }) => id) as [string, string, string, string, string];
    await recordOutcomes(product.db, chunkId, [
      { item_id: a, status: "completed", scene_id: sceneId },
      { item_id: b, status: "skipped", note: `the same picture as ${sceneId}` },
      { item_id: c, status: "failed", error: { code: "refused_robots", message: "robots.txt" } },
      { item_id: d, status: "failed", error: { code: "upstream", message: "away" } },
      { item_id: e, status: "failed", error: { code: "upstream", message: "away again" } },
    ]);
    await sealJob(product.db, job, "planner");
    const at = Date.parse("2026-01-01T00:00:00Z");
    const step = { step_id: "s", attempt: 0, name: "do-items", status: "completed" as const };
    const times = { started_at: new Date(at).toISOString(), ended_at: new Date(at + 2500).toISOString() };
    const run = {
      id: "run-report",
      function_id: "import-images",
      job_id: job,
      chunk_id: chunkId,
      attempt: 0,
      ...times,
    };
    await recordRun(product.db, { ...run, status: "completed" }, [{ ...step, ...times }]);
    const report = jobReportSchema.parse(await (await call("GET", `/api/jobs/${job}/report`)).json());
    expect(report).toMatchObject({
      yield: { found: 5, new: 1, duplicate: 1, refused: 1, failed: 2, cancelled: 0 },
      is_capped: false,
      cost: { run_seconds: 2.5, gpu_seconds: 0, bytes_stored: 1000 },
    });
    expect(report.reasons).toEqual([
      { status: "failed", reason: "upstream", items: 2 },
      { status: "failed", reason: "refused_robots", items: 1 },
      { status: "skipped", reason: "the same picture as …", items: 1 },
    ]);
  });

  test("the log says what happened, newest first, page by page, by level", async () => {
    const job = await newJob(product.db);
    const { chunkId, items } = await newChunk(product.db, job, ["a"]);
    await logToJob(product.db, job, { level: "debug", message: "from the code", data: { page: 1 } });
    await recordOutcomes(product.db, chunkId, all(items, "failed"));
    await recordOutcomes(product.db, chunkId, all(items, "failed")); // repeated, as a step may be
    await sealJob(product.db, job, "planner");
    const page = async (query: string) =>
      jobLogPageSchema.parse(await (await call("GET", `/api/jobs/${job}/logs?${query}`)).json());
    const first = await page("limit=2");
    const rest = await page(`cursor=${first.next_cursor}`);
    expect([...first.items, ...rest.items].map(({ level, message }) => [level, message])).toEqual([
      ["error", expect.stringContaining("Ended as failed: 0 done, 0 known already, 1 failed")],
      ["info", "All is planned: 1 items."],
      ["warn", "A chunk of 1 ended: 0 done, 1 failed, 0 cancelled."],
      ["debug", "from the code"],
    ]);
    expect((await page("level=warn")).items).toHaveLength(1);
  });

  test("a run shows every attempt of its steps with what they answered; lists are filtered", async () => {
    const job = await newJob(product.db);
    const started_at = new Date().toISOString();
    const run = { id: "run-detail", function_id: "plan-colors", job_id: job, chunk_id: null, attempt: 1, started_at };
    const step = { step_id: "s", name: "plan-page-0", started_at };
    await recordRun(product.db, { ...run, status: "completed", input: { job_id: job }, output: { pages: 1 } }, [
      { ...step, attempt: 0, status: "failed", error: { code: "upstream", message: "away" } },
      { ...step, attempt: 1, status: "completed", output: { next: null } },
    ]);
    const detail = runDetailSchema.parse(await (await call("GET", "/api/runs/run-detail")).json());
    expect(detail).toMatchObject({ input: { job_id: job }, output: { pages: 1 }, attempt: 1 });
    expect(detail.steps).toMatchObject([
      { attempt: 0, status: "failed", error: { code: "upstream" }, output: null },
      { attempt: 1, status: "completed", output: { next: null } },
    ]);
    const list = async (query: string) =>
      runPageSchema.parse(await (await call("GET", `/api/runs?job_id=${job}&${query}`)).json()).items;
    expect(await list("status=completed&function_id=plan-colors")).toHaveLength(1);
    expect(await list("status=failed")).toEqual([]);
    expect(await list("function_id=plan-scrape")).toEqual([]);
  });
});

test("a job whose items were all cancelled, as a purge does, ends cancelled and is announced like any other", async () => {
  const job = await newJob(product.db);
  const { chunkId, items } = await newChunk(product.db, job, ["a", "b"]);
  await sealJob(product.db, job, "planner");
  expect(await recordOutcomes(product.db, chunkId, all(items, "cancelled"))).toBe(true);
  expect(await getJob(product.db, job)).toMatchObject({ status: "cancelled", error: null, counts: { cancelled: 2 } });
  expect((await call("POST", `/api/jobs/${job}/retry`)).status).toBe(202);
});

test("jobs below a cancelled one come under their next attempt when it is retried, so that their end is told anew", async () => {
  const parent = await newJob(product.db);
  const child = (
    await product.db.rpc("ensure_child_job", { parent_id: parent, child_kind: "detect", child_queue: "ai_processing" })
  ).data as string;
  await newChunk(product.db, parent, ["a"]);
  await cancelJob(product.db, parent);
  expect((await call("POST", `/api/jobs/${parent}/retry`)).status).toBe(202);
  expect(await getJob(product.db, child)).toMatchObject({ status: "running", attempt: 2 });
});
