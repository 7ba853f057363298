import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type Logger, pino } from "pino";
import packageJson from "../package.json" with { type: "json" };
import { BatchRunner } from "./batch.ts";
import { type Described, WorkerControl } from "./control.ts";
import type { WorkerEnv } from "./env.ts";
import { createApp } from "./http/app.ts";
import { InferenceHost } from "./inference/host.ts";
import { modelRefs } from "./models/refs.ts";
import { type ModelSet, readRegistry, selectModels } from "./models/registry.ts";

export interface RunningWorker {
  readonly url: string;
  /** Stops accepting, waits for requests in flight, frees the models. */
  close(): Promise<void>;
}

/**
 * Loads the models, then listens: a worker that answers is a worker that can work.
 * @param onShutdown Called once a request to shut down has been carried out.
 */
export async function startWorker(env: WorkerEnv, onShutdown: () => void = () => undefined): Promise<RunningWorker> {
  const log = pino({ name: "gpu-worker", level: env.logLevel });
  const { token, storageOrigin, modelsDir, threads, allowedLicences, recycle, concurrency } = env;
  const models = selectModels(readRegistry(), allowedLicences);
  const host = await InferenceHost.start({ settings: { modelsDir, threads, allowedLicences }, recycle, log });
  const runner = new BatchRunner({ analyze: (job) => host.analyze(job), models: modelRefs(models), concurrency, log });
  const close = async () => {
    await new Promise((closed) => server.close(closed));
    await host.close();
  };
  const control = new WorkerControl({
    describe: () => describe(env, models, runner),
    host,
    log,
    shutdown: () => void close().then(onShutdown),
  });
  const app = createApp({ token, storageOrigin, runner, control, log });
  const server = createAdaptorServer({ fetch: app.fetch });
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(env.port, env.host, resolve);
  await listening;
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe name
  const url = `http://${env.host}:${port}`;
  logStart(log, url, models);
  return { url, close };
}

function logStart(log: Logger, url: string, models: ModelSet): void {
  const loaded = Object.values(models).map(({ id, version }) => `${id}@${version}`);
  log.info({ url, models: loaded }, "gpu-worker ready");
}

function describe(env: WorkerEnv, models: ModelSet, runner: BatchRunner): Described {
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
    uptime_s: Math.round(process.uptime()),
  };
}
