import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { createAppHealth } from "./app-health.ts";
import type { EngineConfig } from "./config.ts";
import type { Core } from "./core.ts";
import { syncCrons } from "./cron.ts";
import { createDispatcher } from "./dispatcher.ts";
import { createAppClient } from "./executor/app-client.ts";
import { createLanes, type Lanes } from "./flow/lanes.ts";
import { createAuthorizer } from "./http/auth.ts";
import { graphqlRoute } from "./http/graphql-route.ts";
import { leftOutRoutes } from "./http/left-out-routes.ts";
import { metricsRoute } from "./http/metrics-route.ts";
import { restRoutes } from "./http/rest-routes.ts";
import { sdkRoutes } from "./http/sdk-routes.ts";
import { createHttpServer } from "./http/server.ts";
import { publish } from "./ingest.ts";
import { createMetrics } from "./metrics.ts";
import { prune } from "./prune.ts";
import { createRegistry } from "./registry/registry.ts";
import { createSyncer } from "./registry/sync.ts";
import { admitMark } from "./schedule.ts";
import { createCancellationStore } from "./store/cancellations.ts";
import { openDatabase } from "./store/database.ts";
import { createEventStore } from "./store/events.ts";
import { createFailedAttemptStore } from "./store/failed-attempts.ts";
import { createFunctionStore } from "./store/functions.ts";
import { createMarkStore } from "./store/marks.ts";
import { createPauseStore } from "./store/pauses.ts";
import { createQueueStore } from "./store/queue.ts";
import { createRetentionStore } from "./store/retention.ts";
import { createRunStore } from "./store/runs.ts";
import { createStepStore } from "./store/steps.ts";

export type Engine = { core: Core; url: string; stop: () => Promise<void> };

/**
 * Opens the data folder, continues whatever was going on in it, and serves.
 * @param onFatal called when the store fails; the process must end then.
 * @throws {Error} the folder is in use, or the port is taken.
 */
export async function startEngine(
  config: EngineConfig,
  log: Logger,
  onFatal: (error: unknown) => void,
  now = Date.now,
): Promise<Engine> {
  mkdirSync(config.dir, { recursive: true });
  const db = openDatabase({ path: join(config.dir, "engine.db"), sync: config.sync, onFatal });
  let lanes: Lanes | undefined;
  const core = createCore({ config, log, db, now, onReady: (lane, ord) => lanes?.notify(lane, ord) });
  const health = createAppHealth(() => {
    lanes?.reconsider();
    db.requestTick();
  });
  lanes = createLanes({
    findFunction: core.registry.find,
    head: core.queue.head,
    admitStart: (fn, key) => admitStart(core, fn.slug, key),
    appRetryAt: health.retryAt,
  });
  const reconsider = lanes.reconsider;
  const client = createAppClient(config);
  const dispatcher = createDispatcher({ core, client, health, lanes });

  const expired = db.write(() => {
    syncCrons(core);
    return core.queue.expireLeases();
  });
  for (const { lane, ord } of core.queue.readyLanes()) lanes.notify(lane, ord);
  if (expired > 0) log.info({ calls: expired }, "calls cut off by the last stop are made again");

  const hooks = {
    onChange: (): void => {
      reconsider();
      db.requestTick();
    },
    onReachable: health.up,
  };
  const routes = [
    ...sdkRoutes(core, hooks),
    ...restRoutes(core),
    ...leftOutRoutes(),
    graphqlRoute(core),
    metricsRoute(core, { lanes, inFlight: dispatcher.inFlight }),
  ];
  const server = createHttpServer(core, routes, createAuthorizer(config));
  const address = await server.listen(config.host, config.port).catch((error: unknown) => {
    dispatcher.stop();
    db.close();
    if (!(error instanceof Error) || !("code" in error) || error.code !== "EADDRINUSE") throw error;
    const advice = "Stop what listens there, or choose another (--port).";
    throw new Error(`Port ${config.port} is taken. ${advice}`, { cause: error });
  });
  const syncer = createSyncer({ core, client, ...hooks }, config.apps);
  syncer.start();
  const stopPruning = startPruning(core, onFatal);

  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    core,
    url: `http://${host}:${address.port}`,
    stop: async () => {
      syncer.stop();
      stopPruning();
      dispatcher.stop();
      await server.close();
      db.close();
      await client.close();
    },
  };
}

type CoreParts = Pick<Core, "config" | "log" | "db" | "now"> & { onReady: (lane: string, ord: number) => void };

/** The engine without its HTTP and dispatching: what unit tests of the modules work on. */
export function createCore({ onReady, ...parts }: CoreParts): Core {
  const { db } = parts;
  const core: Core = {
    ...parts,
    events: createEventStore(db),
    runs: createRunStore(db),
    steps: createStepStore(db),
    failedAttempts: createFailedAttemptStore(db),
    queue: createQueueStore(db, onReady),
    pauses: createPauseStore(db),
    marks: createMarkStore(db),
    cancellations: createCancellationStore(db),
    retention: createRetentionStore(db),
    registry: createRegistry(createFunctionStore(db)),
    metrics: createMetrics(),
    publish: (event) => publish(core, event),
  };
  return core;
}

/** Admits a throttled run start now, or says when to ask again. */
export function admitStart(core: Core, slug: string, key: string): { retryAtMs: number } | null {
  const throttle = core.registry.find(slug)?.throttle;
  if (!throttle) return null;
  const admission = admitMark(core, `throttle:${slug}:${key}`, throttle);
  return admission.isAdmitted ? null : { retryAtMs: admission.retryAtMs };
}

function startPruning(core: Core, onFatal: (error: unknown) => void): () => void {
  let isStopped = false;
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    prune(core, () => isStopped)
      .catch(onFatal)
      .finally(() => {
        isBusy = false;
      });
  }, core.config.pruneIntervalMs);
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
