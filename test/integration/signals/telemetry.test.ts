import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTelemetry, type Telemetry } from "@/lib/telemetry/start-telemetry";
import { type ApiClient, createApiClient, loadRoutes } from "../../support/api.ts";
import { until } from "../../support/engine/harness.ts";
import { type CollectedSpan, type OtlpCollector, startOtlpCollector } from "../../support/otlp-collector.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { sharedSupabase } from "../../support/shared-supabase.ts";

// What Next gives a request that has no cookies.
vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

const TOKEN = "token-of-the-traced-gpu-worker";

let collector: OtlpCollector;
let telemetry: Telemetry | null;
let worker: ChildProcess;
let product: Product;
let call: ApiClient;

beforeAll(async () => {
  collector = await startOtlpCollector();
  const [port, server] = await Promise.all([freePort(), sharedSupabase()]);
  worker = spawn(process.execPath, ["gpu-worker/src/main.ts"], {
    env: {
      ...process.env,
      ...collector.env,
      GPU_WORKER_TOKEN: TOKEN,
      GPU_WORKER_STORAGE_ORIGIN: new URL(server.url).origin,
      MODOMO_GPU_PORT: String(port),
      MODOMO_LOG_LEVEL: "error",
    },
    stdio: "inherit",
  });
  const gpu = { GPU_WORKER_URLS: `http://127.0.0.1:${port}`, GPU_WORKER_TOKEN: TOKEN };
  product = await startProduct({ env: { ...gpu, ...collector.env } });
  const isUp = () =>
    fetch(`${gpu.GPU_WORKER_URLS}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until("the gpu-worker to load its models", isUp, 120_000);
  telemetry = await startTelemetry("test-route");
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(async () => {
  await telemetry?.shutdown();
  worker?.kill();
  await product?.stop();
  await collector?.close();
});

test("a request, its planner, the chunks and the work of the gpu-worker are one trace, each under what asked for it", async () => {
  const response = await call("POST", "/api/import/images", {
    body: { urls: [`${product.gallery.origin}/images/1048.jpg`] },
  });
  expect(response.status).toBe(202);
  const { job_id } = (await response.json()) as { job_id: string };
  await product.ended(job_id, 110_000);
  const { data: failed } = await product.db.from("job_items").select("error").not("error", "is", null).throwOnError();
  expect(failed).toEqual([]);

  const route = await spanOf("POST /api/import/images");
  expect(route.service).toBe("test-route");
  expect(route.parentSpanId).toBeUndefined();
  const ofTrace = (span: CollectedSpan) => span.traceId === route.traceId;
  for (const [name, service] of [
    ["run plan-import", "modomo-app"],
    ["run import-images", "modomo-app"],
    ["run detect-scenes", "modomo-app"],
    ["run color-objects", "modomo-app"],
    ["POST /v1/analyze", "modomo-gpu-worker"],
    ["decode", "modomo-gpu-worker"],
    ["detect", "modomo-gpu-worker"],
    ["segment", "modomo-gpu-worker"],
    ["embed_scene", "modomo-gpu-worker"],
  ] as const) {
    const span = await spanOf(name, ofTrace);
    expect({ name, service: span.service }).toEqual({ name, service });
  }

  const names = async (name: string) => ancestry(await spanOf(name, ofTrace));
  expect(await names("run plan-import")).toEqual(["POST /api/import/images"]);
  const decode = await names("decode");
  expect(decode[0]).toBe("POST /v1/analyze");
  expect(decode).toContain("step do-items");
  expect(decode.slice(decode.indexOf("run detect-scenes"))).toEqual([
    "run detect-scenes",
    expect.stringMatching(/^step announce-next-chunk/),
    "run import-images",
    expect.stringMatching(/^step announce-chunks-0/),
    "run plan-import",
    "POST /api/import/images",
  ]);
  const run = await spanOf("run plan-import", ofTrace);
  expect(run.attributes).toMatchObject({ "modomo.job_id": job_id, "modomo.function": "plan-import" });
}, 120_000);

test("figures come along: runs, steps, requests and what the gpu-worker takes for each task", async () => {
  await until(
    "the metrics to arrive",
    async () =>
      ["modomo.runs", "modomo.step.duration", "modomo.gpu.task.duration"].every((name) =>
        collector.metricNames.has(name),
      ),
    20_000,
  );
});

test("what an event carries is not seen by functions, nor kept", async () => {
  const { data } = await product.db.from("runs").select("*").not("job_id", "is", null).limit(20).throwOnError();
  expect(data.length).toBeGreaterThan(3);
  expect(JSON.stringify(data)).not.toContain("_trace");
});

test("without an endpoint nothing starts", async () => {
  expect(await startTelemetry("off", {})).toBeNull();
});

/** The first span of this name that fits, once it has come; spans are sent a moment after their end. */
const spanOf = (name: string, fits: (span: CollectedSpan) => boolean = () => true): Promise<CollectedSpan> =>
  until(
    `the span ${name}`,
    async () => collector.spans.find((span) => span.name === name && fits(span)) ?? false,
    20_000,
  );

/** Names from the parent up; our own, without those of the HTTP client between. */
function ancestry(span: CollectedSpan): string[] {
  const names: string[] = [];
  let current: CollectedSpan | undefined = span;
  while (current?.parentSpanId) {
    const parentId: string = current.parentSpanId;
    current = collector.spans.find(({ spanId }) => spanId === parentId);
    if (!current) throw new Error(`the parent of ${names.at(-1) ?? span.name} never came`);
    if (/ \/|^run|^step/.test(current.name)) names.push(current.name);
  }
  return names;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
