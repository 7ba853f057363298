import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type Logger, pino } from "pino";
import type { WorkerStatus } from "../../lib/contracts/analyze.ts";
import packageJson from "../package.json" with { type: "json" };
import { Analyzer } from "./analyzer.ts";
import { BatchRunner } from "./batch.ts";
import type { WorkerEnv } from "./env.ts";
import { createApp } from "./http/app.ts";
import { type ModelSet, readRegistry, selectModels } from "./models/registry.ts";

export interface RunningWorker {
  readonly url: string;
  /** Stops accepting, waits for requests in flight, frees the models. */
  close(): Promise<void>;
}

/** Loads the models, then listens: a worker that answers is a worker that can work. */
export async function startWorker(env: WorkerEnv): Promise<RunningWorker> {
  const log = pino({ name: "gpu-worker", level: env.logLevel });
  const models = selectModels(readRegistry(), env.allowedLicences);
  const analyzer = await Analyzer.load({ models, modelsDir: env.modelsDir, threads: env.threads });
  const runner = new BatchRunner({ analyzer, concurrency: env.concurrency, log });
  const status = () => describe(env, models, runner);
  const { token, storageOrigin } = env;
  const app = createApp({ token, storageOrigin, runner, status, log });
  const server = createAdaptorServer({ fetch: app.fetch });
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(env.port, env.host, resolve);
  await listening;
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe name
  const url = `http://${env.host}:${port}`;
  logStart(log, url, models);
  const close = async () => {
    await new Promise((closed) => server.close(closed));
    await analyzer.close();
  };
  return { url, close };
}

function logStart(log: Logger, url: string, models: ModelSet): void {
  const loaded = Object.values(models).map(({ id, version }) => `${id}@${version}`);
  log.info({ url, models: loaded }, "gpu-worker ready");
}

function describe(env: WorkerEnv, models: ModelSet, runner: BatchRunner): WorkerStatus {
  return {
    name: env.name,
    version: packageJson.version,
    device: "cpu",
    models: Object.values(models).map(({ id, version, task, licence }) => ({
      id,
      version,
      task,
      licence,
      state: "ready",
    })),
    ...runner.counts,
    rss_mb: Math.round(process.memoryUsage.rss() / 1_048_576),
    uptime_s: Math.round(process.uptime()),
  };
}
