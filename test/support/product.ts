import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { isFinished, type Job, type JobKind } from "../../lib/contracts/jobs.ts";
import { createGalleryApp } from "../../local/gallery/app.ts";
import { startTestEngine, type TestEngine, until } from "./engine/harness.ts";
import { type SharedSupabase, sharedSupabase } from "./shared-supabase.ts";
import { type StubGpuWorker, startStubGpuWorker } from "./stub-gpu-worker.ts";

const APP = fileURLToPath(new URL("./work-app.ts", import.meta.url));
const ALIAS = new URL("./node-alias.ts", import.meta.url).href;
const TOKEN = "token of the stub gpu-worker";

type Work = typeof import("@/inngest/start-job");
type Deps = ReturnType<typeof import("@/lib/deps").getDeps>;

/** The product's functions at work: real Supabase, real engine, real gallery, the app in a process that can be killed. */
export interface Product {
  server: SharedSupabase;
  db: Deps["db"];
  engine: TestEngine;
  gpu: StubGpuWorker;
  gallery: TestGallery;
  startJob(request: Parameters<Work["startJob"]>[1]): Promise<string>;
  /** Sends an event past the API. */
  send(name: string, data: Record<string, unknown>): Promise<void>;
  /** Runs what failed or was cancelled again. */
  retry(jobId: string): Promise<void>;
  /** Every job of the chain, once all have ended. */
  ended(jobId: string, limitMs?: number): Promise<Job[]>;
  chain(jobId: string): Promise<Job[]>;
  killApp(): Promise<void>;
  startApp(): Promise<void>;
  /** Starts the app again whenever it dies, as what runs it would; answers how often it has. */
  keepAppAlive(): () => number;
  stop(): Promise<void>;
}

export interface TestGallery {
  origin: string;
  /** Paths that answer with text where a picture is expected. */
  broken: Set<string>;
  close(): Promise<void>;
}

/**
 * Starts everything but Supabase, which the run shares, with an empty database.
 * Call it once a test file, before anything reads the environment.
 * @param options.env more product environment, for this process and the app's.
 * @param options.isIdle no app runs: events are taken, and nothing comes of them until `startApp`.
 */
export async function startProduct(options: { env?: Record<string, string>; isIdle?: boolean } = {}): Promise<Product> {
  const server = await sharedSupabase();
  await server.reset();
  const [engine, gpu, gallery, port] = await Promise.all([
    startTestEngine(),
    startStubGpuWorker(TOKEN),
    startGallery(),
    freePort(),
  ]);
  Object.assign(process.env, {
    INNGEST_DEV: engine.url,
    SUPABASE_URL: server.url,
    SUPABASE_PUBLISHABLE_KEY: server.publishableKey,
    SUPABASE_SECRET_KEY: server.secretKey,
    GPU_WORKER_URLS: gpu.url,
    GPU_WORKER_TOKEN: TOKEN,
    MODOMO_GALLERY_URL: gallery.origin,
    MODOMO_HF_HUB_URL: `${gallery.origin}/hub`,
    MODOMO_HF_VIEWER_URL: `${gallery.origin}/viewer`,
    MODOMO_FETCH_PRIVATE_ORIGINS: gallery.origin,
    MODOMO_CRAWL_DELAY_MS: "0",
    MODOMO_RETRY_BASE_MS: "100",
    MODOMO_LOG_LEVEL: "silent",
    MODOMO_RATE_ADDRESS_PER_MINUTE: "1000000",
    MODOMO_RATE_PERSON_PER_MINUTE: "1000000",
    MODOMO_RATE_KEY_PER_MINUTE: "1000000",
    ...options.env,
  });
  const [{ startJob }, { inngest }, { chunkPlanned }, { retryJob }, { getDeps }, { getJob, getJobDetail }] =
    await Promise.all([
      import("@/inngest/start-job"),
      import("@/inngest/client"),
      import("@/inngest/events"),
      import("@/lib/jobs/chunks.repository"),
      import("@/lib/deps"),
      import("@/lib/jobs/jobs.repository"),
    ]);
  const { db } = getDeps();
  let app: ChildProcess | undefined;
  const chain = async (jobId: string) => (await getJobDetail(db, jobId)).chain;
  const product: Product = {
    server,
    db,
    engine,
    gpu,
    gallery,
    startJob: async (request) => (await startJob(db, request)).id,
    send: async (name, data) => void (await inngest.send({ name, data })),
    retry: async (jobId) => {
      const chunks = await retryJob(db, jobId);
      const { kind, queue, priority } = await getJob(db, jobId);
      const shared = { job_id: jobId, queue, priority };
      await inngest.send(
        chunks.map(({ chunkId, attempt }) => chunkPlanned(kind, { ...shared, chunk_id: chunkId, attempt })),
      );
    },
    chain,
    ended: (jobId, limitMs = 90_000) =>
      until(
        `the chain of ${jobId} to end`,
        async () => {
          const jobs = await chain(jobId);
          return jobs.every(({ status }) => isFinished(status)) && jobs;
        },
        limitMs,
      ),
    killApp: async () => {
      const child = app;
      app = undefined;
      if (child) await kill(child);
    },
    startApp: async () => {
      app = await launchApp(port);
    },
    keepAppAlive: () => {
      let deaths = 0;
      const watch = (child: ChildProcess | undefined) =>
        child?.once("exit", async () => {
          if (app !== child) return; // this test ended it
          deaths += 1;
          await product.startApp();
          watch(app);
        });
      watch(app);
      return () => deaths;
    },
    stop: async () => {
      await product.killApp();
      await engine.stop();
      await Promise.all([gpu.close(), gallery.close()]);
    },
  };
  if (!options.isIdle) await product.startApp();
  return product;
}

export const jobOf = (chain: Job[], kind: JobKind): Job => {
  const job = chain.find((each) => each.kind === kind);
  if (!job) throw new Error(`the chain has no ${kind} job`);
  return job;
};

/** Counts of the chain's jobs by kind, as `completed/failed/skipped/cancelled of total`. */
export const summary = (chain: Job[]): Record<string, string> =>
  Object.fromEntries(
    chain.map(({ kind, status, counts: { completed, failed, skipped, cancelled, total } }) => [
      kind,
      `${status} ${completed}/${failed}/${skipped}/${cancelled} of ${total}`,
    ]),
  );

async function launchApp(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", ALIAS, APP, String(port)], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      said += String(chunk);
    });
    child.stdout.on("data", (chunk: Buffer) => String(chunk).includes("serving") && resolve());
    child.once("exit", () => reject(new Error(`the app ended before it served:\n${said}`)));
  });
  const response = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
  if (!response.ok) throw new Error(`the app could not register: ${response.status} ${await response.text()}`);
  return child;
}

function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

async function startGallery(): Promise<TestGallery> {
  const app = createGalleryApp();
  const broken = new Set<string>();
  const fetch = (request: Request) =>
    broken.has(new URL(request.url).pathname) ? new Response("no picture at all") : app.fetch(request);
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch, hostname: "127.0.0.1", port: 0 }, resolve);
  const { port } = await promise;
  const close = async () => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { origin: `http://127.0.0.1:${port}`, broken, close };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
