import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { jobLogSchema } from "@/lib/contracts/job-control";
import { type JobDetail, type JobPage, jobDetailSchema, jobItemPageSchema, jobPageSchema } from "@/lib/contracts/jobs";
import { recordOutcomes } from "@/lib/jobs/chunks.repository";
import { sealJob } from "@/lib/jobs/jobs.repository";
import { type ApiClient, createApiClient, loadRoutes, newApiKey, problemOf } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { all, newChunk, newJob, rowsOf } from "../../support/work.ts";

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());
beforeEach(() => product.server.reset());

const readJob = async (id: string): Promise<JobDetail> =>
  jobDetailSchema.parse(await (await call("GET", `/api/jobs/${id}`)).json());

describe("Idempotency-Key", () => {
  const start = (key: string, body: object, apiKey?: string) =>
    call("POST", "/api/scraper/start", {
      body,
      headers: { "idempotency-key": key },
      ...(apiKey ? { key: apiKey } : {}),
    });

  test("the same request is the same job, however often and however fast it comes", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => start("k", { limit: 5 })));
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { job_id: string }).job_id));
    expect(new Set(ids).size).toBe(1);
    expect(await rowsOf(product.db, "jobs")).toBe(1);
  });

  test("another body, or another endpoint, under the same key is a conflict that says what to do", async () => {
    await start("k", { limit: 5 });
    const other = await problemOf(await start("k", { limit: 6 }));
    expect(other).toMatchObject({ status: 409, detail: expect.stringContaining("use a new one") });
    const elsewhere = await call("POST", "/api/process/colors", {
      body: { limit: 5 },
      headers: { "idempotency-key": "k" },
    });
    expect(elsewhere.status).toBe(409);
  });

  test("keys of two callers do not meet", async () => {
    const mine = await (await start("k", { limit: 5 })).json();
    const theirs = await (await start("k", { limit: 6 }, await newApiKey(product.db, ["jobs:write"]))).json();
    expect(mine).not.toEqual(theirs);
  });

  test.each(["", "x".repeat(201)])("a key of %j is refused by name", async (key) => {
    expect(await problemOf(await start(key, {}))).toMatchObject({
      status: 422,
      errors: [{ field: "Idempotency-Key" }],
    });
  });
});

describe("starting", () => {
  test("old clients put their fields in the query", async () => {
    const answer = await call("POST", "/api/process/colors?limit=50");
    const { job_id } = (await answer.json()) as { job_id: string };
    expect(await readJob(job_id)).toMatchObject({ kind: "colors", queue: "color_processing", input: { limit: 50 } });
    expect((await problemOf(await call("POST", "/api/process/colors?limit=many"))).errors).toMatchObject([
      { field: "limit" },
    ]);
  });

  test("one scene goes past the bulk queue with a higher priority; the body's wins", async () => {
    const bulk = await (await call("POST", "/api/detect/batch", { body: { filter: {} } })).json();
    expect(await readJob((bulk as { job_id: string }).job_id)).toMatchObject({ queue: "ai_processing", priority: 3 });
    const urgent = await call("POST", "/api/detect/batch", { body: { filter: {}, priority: 9 } });
    expect(await readJob(((await urgent.json()) as { job_id: string }).job_id)).toMatchObject({ priority: 9 });
  });

  test("an engine that is down delays a job and loses none", async () => {
    let answer: Response | undefined;
    await product.engine.restart(async () => {
      answer = await call("POST", "/api/process/colors", { body: {} });
    });
    expect(answer?.status).toBe(202);
    expect(await rowsOf(product.db, "jobs", { status: "queued" })).toBe(1);
  }, 60_000);
});

describe("reading", () => {
  test("lists are filtered, and pages stay whole while jobs come in", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) ids.push(await newJob(product.db));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
      const answer = await call("GET", `/api/jobs?limit=3&kind=classify${query}`);
      const page: JobPage = jobPageSchema.parse(await answer.json());
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
      await newJob(product.db);
      await newJob(product.db, { kind: "detect", queue: "detection" });
    } while (cursor);
    expect(seen).toEqual(ids.toReversed());
    const filtered = jobPageSchema.parse(await (await call("GET", "/api/jobs?queue=detection&status=queued")).json());
    expect(filtered.items).toHaveLength(3);
    expect(jobPageSchema.parse(await (await call("GET", "/api/jobs?status=failed")).json()).items).toEqual([]);
  });

  test("items come in the order they were made, page by page", async () => {
    const job = await newJob(product.db);
    const keys = Array.from({ length: 25 }, (_, index) => `item-${index}`);
    const { chunkId, items } = await newChunk(product.db, job, keys);
    await recordOutcomes(product.db, chunkId, all(items.slice(0, 5), "failed"));
    const first = jobItemPageSchema.parse(await (await call("GET", `/api/jobs/${job}/items?limit=20`)).json());
    const rest = await call("GET", `/api/jobs/${job}/items?limit=20&cursor=${first.next_cursor}`);
    const second = jobItemPageSchema.parse(await rest.json());
    expect([...first.items, ...second.items].map(({ item_key }) => item_key)).toEqual(keys);
    expect(second.next_cursor).toBeNull();
    const failed = await call("GET", `/api/jobs/${job}/items?status=failed`);
    expect(jobItemPageSchema.parse(await failed.json()).items).toHaveLength(5);
  });

  test("the old system's address of a job answers the same", async () => {
    const job = await newJob(product.db);
    expect(await (await call("GET", `/api/jobs/${job}/status`)).json()).toEqual(await readJob(job));
  });
});

describe("cancel and retry", () => {
  test("cancel answers the job after it; retry runs what was cancelled; each says what it cannot do", async () => {
    const job = await newJob(product.db);
    await newChunk(product.db, job, ["a", "b"]);
    await sealJob(product.db, job, "planner");
    expect((await problemOf(await call("POST", `/api/jobs/${job}/retry`))).status).toBe(409);
    const cancelled = jobDetailSchema.parse(await (await call("POST", `/api/jobs/${job}/cancel`)).json());
    expect(cancelled).toMatchObject({ status: "cancelled", counts: { cancelled: 2 } });
    expect((await call("POST", `/api/jobs/${job}/cancel`)).status).toBe(200);
    const retried = await call("POST", `/api/jobs/${job}/retry`);
    expect(retried.status).toBe(202);
    expect(await retried.json()).toMatchObject({
      job_id: job,
      status: "running",
      message: "1 chunk of the job run again.",
    });
  });

  test("with the engine down both are written down and answered; nothing is lost", async () => {
    const job = await newJob(product.db);
    await newChunk(product.db, job, ["a"]);
    await sealJob(product.db, job, "planner");
    const statuses: number[] = [];
    await product.engine.restart(async () => {
      statuses.push((await call("POST", `/api/jobs/${job}/cancel`)).status);
      statuses.push((await call("POST", `/api/jobs/${job}/retry`)).status);
    });
    expect(statuses).toEqual([200, 202]);
    expect(await readJob(job)).toMatchObject({ status: "running", counts: { cancelled: 0 } });
  }, 60_000);

  test("a job whose planning failed is planned again", async () => {
    const answer = await call("POST", "/api/process/colors", { body: { limit: 7 } });
    const { job_id } = (await answer.json()) as { job_id: string };
    await product.db.rpc("fail_job", { target_job_id: job_id, job_error: { code: "upstream", message: "down" } });
    const retried = await call("POST", `/api/jobs/${job_id}/retry`);
    expect(retried.status).toBe(202);
    expect(await readJob(job_id)).toMatchObject({ status: "queued", attempt: 2, error: null, input: { limit: 7 } });
  });
});

describe("live progress", () => {
  test("says progress as it comes, what the log says, and finished at the end of the chain, then closes", async () => {
    const job = await newJob(product.db);
    const { chunkId, items } = await newChunk(product.db, job, ["a", "b"]);
    const response = await call("GET", `/api/jobs/${job}/events`);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const events: { event: string; job: JobDetail }[] = [];
    const lines: string[] = [];
    for await (const { event, data } of readEvents(response)) {
      if (event === "log") {
        lines.push(jobLogSchema.parse(data).message);
        continue;
      }
      events.push({ event, job: jobDetailSchema.parse(data) });
      if (events.length === 1) await recordOutcomes(product.db, chunkId, all(items.slice(0, 1), "completed"));
      if (events.length === 2) {
        await recordOutcomes(product.db, chunkId, all(items, "completed"));
        await sealJob(product.db, job, "planner");
      }
    }
    expect(events.map(({ event, job: { progress } }) => [event, progress.current])).toEqual([
      ["progress", 0],
      ["progress", 1],
      ["finished", 2],
    ]);
    expect(events.at(-1)?.job).toMatchObject({ status: "completed", progress: { progress: 100 } });
    expect(lines).toEqual([
      "A chunk of 2 ended: 2 done, 0 failed, 0 cancelled.",
      "All is planned: 2 items.",
      "Ended as completed: 2 done, 0 known already, 0 failed, 0 cancelled.",
    ]);
  });

  test("a step is seen within 2 s, by every one of many viewers of several jobs, who cost no more questions than one", async () => {
    const jobs = [await newJob(product.db), await newJob(product.db), await newJob(product.db)];
    const chunks = await Promise.all(jobs.map((job) => newChunk(product.db, job, ["a", "b"])));
    const viewers = Array.from({ length: 60 }, (_, index) => jobs[index % jobs.length] ?? "");
    const controller = new AbortController();
    const { signal } = controller;
    const responses = await Promise.all(viewers.map((job) => call("GET", `/api/jobs/${job}/events`, { signal })));
    const readers = responses.map((response) => readEvents(response));
    await Promise.all(readers.map((reader) => reader.next()));

    const questions = countRequests();
    const doneAt = performance.now();
    for (const { chunkId, items } of chunks)
      await recordOutcomes(product.db, chunkId, all(items.slice(0, 1), "completed"));
    const told = await Promise.all(
      readers.map(async (reader) => {
        for await (const { event, data } of reader)
          if (event === "progress" && jobDetailSchema.parse(data).progress.current === 1)
            return performance.now() - doneAt;
        return Number.POSITIVE_INFINITY;
      }),
    );
    const asked = questions.stop();
    controller.abort();
    expect(Math.max(...told)).toBeLessThan(2000);
    // Three recordings, and two questions a look.
    expect(asked).toBeLessThan(20);
  });

  test("a reader that leaves ends the polling", async () => {
    const controller = new AbortController();
    const response = await call("GET", `/api/jobs/${await newJob(product.db)}/events`, { signal: controller.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    controller.abort();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const questions = countRequests();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(questions.stop()).toBe(0);
  });

  test("readers that come and go one after the other leave one round of polling behind, not one each", async () => {
    const job = await newJob(product.db);
    const visit = async () => {
      const controller = new AbortController();
      const response = await call("GET", `/api/jobs/${job}/events`, { signal: controller.signal });
      await response.body?.getReader().read();
      return controller;
    };
    for (let visitor = 0; visitor < 6; visitor += 1) (await visit()).abort();
    const last = await visit();
    const questions = countRequests();
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const asked = questions.stop();
    last.abort();
    // Three looks of two questions, and one that may be on its way at either end.
    expect(asked).toBeLessThanOrEqual(10);
  });
});

/** Counts what this process asks of the database, until `stop`. */
function countRequests(): { stop(): number } {
  let count = 0;
  const listener = () => {
    count += 1;
  };
  subscribe("undici:request:create", listener);
  return {
    stop: () => {
      unsubscribe("undici:request:create", listener);
      return count;
    },
  };
}

async function* readEvents(response: Response): AsyncGenerator<{ event: string; data: unknown }> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, event = "", data = ""] = /^event: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
      if (event) yield { event, data: JSON.parse(data) };
    }
  }
}
