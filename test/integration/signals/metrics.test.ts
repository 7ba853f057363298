import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { functions } from "@/inngest/index";
import { recordRun } from "@/lib/jobs/runs.repository";
import { CHUNK_TASKS } from "@/lib/signals/prepare-metrics";
import { type ApiClient, createApiClient, loadRoutes } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { type Family, parsePrometheusText } from "../../support/prometheus-text.ts";
import { newChunk, newJob, seedScene } from "../../support/work.ts";

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());

async function scrape(): Promise<Map<string, Family>> {
  // Figures are kept for 5 s; a test does not wait for them to grow old.
  vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ["Date"] });
  const response = await call("GET", "/api/metrics");
  vi.useRealTimers();
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  return parsePrometheusText(await response.text());
}

function figure(families: Map<string, Family>, name: string, labels: Record<string, string> = {}): number | undefined {
  const family = [...families.values()].find(({ samples }) => samples.some((sample) => sample.name === name));
  return family?.samples.find(
    (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  )?.value;
}

test("what ran, waits and is stored is told in a text Prometheus reads", async () => {
  const { db } = product;
  const jobId = await newJob(db);
  const { chunkId } = await newChunk(db, jobId, ["a"]);
  await seedScene(db);
  const now = Date.now();
  const at = (ms: number) => new Date(now + ms).toISOString();
  const run = { id: "r1", function_id: "classify-scenes", job_id: jobId, chunk_id: chunkId, attempt: 0 };
  await recordRun(db, { ...run, status: "running", started_at: at(4_000) }, []);
  await recordRun(db, { ...run, status: "running", attempt: 1, started_at: at(4_000) }, []);
  const end = { ...run, status: "completed" as const, attempt: 1, started_at: at(4_000), ended_at: at(6_000) };
  await recordRun(db, end, []);
  await recordRun(db, end, []); // told twice, counted once
  await recordRun(db, { ...run, id: "r2", status: "failed", started_at: at(0), ended_at: at(50) }, []);
  await db
    .from("workers")
    .insert({ id: "gpu-1", kind: "gpu-worker", details: { busy: 2 } })
    .throwOnError();

  const families = await scrape();
  const task = "classify-scenes";
  const events = families.get("flower_events_total")?.samples.map(({ labels, value }) => `${labels.type} ${value}`);
  expect(events?.toSorted()).toEqual(["task-failed 1", "task-retried 1", "task-started 2", "task-succeeded 1"]);
  expect(families.get("flower_events_total")?.type).toBe("counter");
  expect(figure(families, "flower_task_runtime_seconds_count", { task })).toBe(1);
  expect(figure(families, "flower_task_runtime_seconds_sum", { task })).toBeCloseTo(2, 1);
  expect(figure(families, "flower_task_prefetch_time_seconds", { task })).toBeGreaterThanOrEqual(0);
  expect(figure(families, "flower_worker_prefetched_tasks", { task })).toBe(1);
  expect(figure(families, "flower_worker_online", { worker: "gpu-1" })).toBe(1);
  expect(figure(families, "flower_worker_number_of_currently_executing_tasks", { worker: "gpu-1" })).toBe(2);
  expect(figure(families, "modomo_queue_depth", { queue: "classification", state: "queued" })).toBe(1);
  expect(figure(families, "modomo_queue_depth", { queue: "detection", state: "queued" })).toBe(0);
  expect(figure(families, "modomo_jobs", { status: "queued" })).toBe(1);
  expect(figure(families, "modomo_jobs_live", { kind: "classify", status: "queued" })).toBe(1);
  expect(figure(families, "modomo_scenes")).toBe(1);
  expect(figure(families, "modomo_dead_letters_open")).toBe(0);
  expect(figure(families, "process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
});

test("a counter does not go down when retention deletes what it counted", async () => {
  await product.db.from("runs").delete().eq("function_id", "classify-scenes").throwOnError();
  const families = await scrape();
  expect(figure(families, "flower_events_total", { type: "task-started" })).toBe(2);
});

test("requests are counted by route, never by id", async () => {
  for (let i = 0; i < 3; i += 1) await call("GET", `/api/jobs/${await newJob(product.db)}`);
  await call("GET", "/api/jobs/seven");
  const families = await scrape();
  const route = "/api/jobs/[id]";
  expect(figure(families, "modomo_http_requests_total", { route, status: "200" })).toBe(3);
  expect(figure(families, "modomo_http_requests_total", { route, status: "422" })).toBe(1);
  expect(figure(families, "modomo_http_request_duration_seconds_count", { route })).toBe(4);
  const routes = families.get("modomo_http_requests_total")?.samples.map(({ labels }) => labels.route ?? "");
  for (const each of routes ?? []) expect(each).not.toMatch(/[0-9a-f]{8}-/);
});

test("asked again within seconds, the database is left alone", async () => {
  const before = await (await call("GET", "/api/metrics")).text();
  await newJob(product.db);
  const queued = (text: string) => figure(parsePrometheusText(text), "modomo_jobs", { status: "queued" });
  expect(queued(await (await call("GET", "/api/metrics")).text())).toBe(queued(before));
});

test("the tasks that wait are named as the functions that do them", () => {
  const ids = functions.map((fn) => fn.id());
  for (const task of Object.values(CHUNK_TASKS)) expect(ids).toContain(task);
});
