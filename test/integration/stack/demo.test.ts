import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Job, JobKind, JobStatus } from "../../../lib/contracts/jobs.ts";
import { createDemoClient } from "../../../local/demo-client.ts";
import { runMainJob } from "../../../local/demo-run.ts";

const ROOT_ID = "0199f000-0000-7000-8000-000000000001";
const OTHER_ID = "0199f000-0000-7000-8000-0000000000ff";
const COUNTS = { scenes: 20, objects: 60, masks: 60, palettes: 80, embeddings: 80, classified: 20, failed: 3 };

/** What the stub API answers at the n-th look at the job; the last entry stays. */
interface Look {
  chain: Job[];
  others?: Job[];
  /** Answer this look with a server error first, as during a restart. */
  isDown?: boolean;
}

let server: Server | undefined;
afterEach(() => server?.close());

test("waits for every stage of the chain and reports what the database holds", async () => {
  const api = await startApi([
    { chain: [job("scrape", "running")] },
    { chain: [job("scrape", "completed"), job("detect", "running")] },
    {
      chain: [
        job("scrape", "completed"),
        job("detect", "completed"),
        job("colors", "completed"),
        job("classify", "running"),
      ],
    },
    {
      chain: [
        job("scrape", "completed"),
        job("detect", "completed"),
        job("colors", "completed"),
        job("classify", "completed"),
      ],
    },
  ]);
  const seen: string[] = [];
  const result = await runMainJob({
    ...api,
    onProgress: (jobs) => void seen.push(jobs.map(({ kind }) => kind).join(" ")),
  });
  expect(result.isComplete).toBe(true);
  expect(result.counts).toEqual({ ...COUNTS, failed: 0 });
  expect(seen).toEqual(["scrape", "scrape detect", "scrape detect colors classify", "scrape detect colors classify"]);
  expect(api.requests[0]).toMatchObject({
    line: "POST /api/scraper/start",
    authorization: "Bearer mdm_test",
    body: { source: "gallery", limit: 100 },
  });
});

test("two runs start two jobs: the second's key is not the first's", async () => {
  const api = await startApi([{ chain: [job("scrape", "completed")] }]);
  await runMainJob({ ...api, onProgress: () => undefined });
  await runMainJob({ ...api, onProgress: () => undefined });
  const keys = api.requests.filter(({ line }) => line.startsWith("POST")).map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(2);
});

test("waits for the jobs an interrupted run left in the queues", async () => {
  const leftover = { ...job("detect", "running"), id: OTHER_ID, root_job_id: OTHER_ID };
  const api = await startApi([
    { chain: [job("scrape", "completed")], others: [leftover] },
    { chain: [job("scrape", "completed")] },
  ]);
  const looks: number[] = [];
  await runMainJob({ ...api, onProgress: (jobs) => void looks.push(jobs.length) });
  expect(looks).toEqual([2, 1]);
});

test("outlasts a server that fails for a moment", async () => {
  const api = await startApi([
    { chain: [job("scrape", "running")] },
    { chain: [job("scrape", "completed")], isDown: true },
  ]);
  expect((await runMainJob({ ...api, onProgress: () => undefined })).isComplete).toBe(true);
});

test("a failed item makes the run incomplete, though the stage completed", async () => {
  const failed = {
    ...job("scrape", "completed"),
    counts: { total: 5, completed: 4, failed: 1, skipped: 0, cancelled: 0 },
  };
  const api = await startApi([{ chain: [failed] }]);
  const result = await runMainJob({ ...api, onProgress: () => undefined });
  expect(result).toMatchObject({ isComplete: false, counts: { failed: 1 } });
});

test("a scene that was not classified makes the run incomplete", async () => {
  const api = await startApi([{ chain: [job("scrape", "completed")] }], { ...COUNTS, classified: 19 });
  expect((await runMainJob({ ...api, onProgress: () => undefined })).isComplete).toBe(false);
});

test("says what hangs when nothing moves", async () => {
  const api = await startApi([{ chain: [job("scrape", "running")] }]);
  await expect(runMainJob({ ...api, onProgress: () => undefined, stallMs: 100 })).rejects.toThrow(/scrape is running/);
});

test("an answer 4xx is not tried again and its problem is told", async () => {
  const api = await startApi([], COUNTS, { status: 422, title: "Invalid input", detail: "see errors" });
  await expect(runMainJob({ ...api, onProgress: () => undefined })).rejects.toThrow(/422 Invalid input; see errors/);
  expect(api.requests).toHaveLength(1);
});

test("an interrupt ends the wait", async () => {
  const api = await startApi([{ chain: [job("scrape", "running")] }]);
  const run = runMainJob({ ...api, onProgress: () => api.abort() });
  await expect(run).rejects.toThrow();
});

function job(kind: JobKind, status: JobStatus): Job {
  return {
    id: ROOT_ID,
    kind,
    queue: "default",
    priority: 5,
    status,
    attempt: 1,
    parent_job_id: null,
    root_job_id: ROOT_ID,
    input: {},
    progress: { current: 1, total: 5, progress: 20, message: "1 of 5" },
    counts: { total: 5, completed: 5, failed: 0, skipped: 0, cancelled: 0 },
    error: null,
    created_at: "2026-11-24T10:00:00Z",
    started_at: null,
    finished_at: null,
  };
}

async function startApi(looks: Look[], counts = COUNTS, refusal?: { status: number; title: string; detail: string }) {
  const requests: { line: string; authorization?: string; key?: unknown; body: unknown }[] = [];
  const rest = [...looks];
  let current = rest[0];
  server = createServer(async (request, response) => {
    const line = `${request.method} ${request.url}`;
    const { authorization } = request.headers;
    requests.push({ line, authorization, key: request.headers["idempotency-key"], body: await readJson(request) });
    const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    if (line.startsWith("POST")) {
      if (refusal) return answer(refusal.status, { type: "about:blank", ...refusal });
      return answer(202, { job_id: ROOT_ID, status: "queued", queue: "scraping", status_url: "/", message: "started" });
    }
    if (line === `GET /api/jobs/${ROOT_ID}`) {
      if (rest[0]?.isDown) {
        rest[0].isDown = false;
        return answer(503, {});
      }
      current = rest.length > 1 ? rest.shift() : rest[0];
      const chain = current?.chain ?? [];
      return answer(200, { ...chain[0], chain });
    }
    if (line === "GET /api/jobs/active") return answer(200, { items: current?.others ?? [] });
    const empty = {
      image_types: [],
      room_types: [],
      categories: [],
      jobs: {},
      active_jobs: [],
      recent_jobs: [],
      queues: [],
    };
    const flow = { found: 0, ingested: 0, duplicate: 0, failed: 0 };
    return answer(200, { counts, yield: flow, ...empty, generated_at: "2026-11-24T10:00:00Z" });
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  const controller = new AbortController();
  const client = createDemoClient({
    baseUrl: `http://127.0.0.1:${port}`,
    apiKey: "mdm_test",
    signal: controller.signal,
  });
  return { client, signal: controller.signal, requests, abort: () => controller.abort(new Error("stopped")) };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? null : JSON.parse(text);
}
