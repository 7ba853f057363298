import { mkdirSync } from "node:fs";
import { acquireLock } from "../support/lock.ts";
import type { Interrupt } from "./interrupt.ts";
import type { Logs } from "./logs.ts";
import { describeTakenPorts } from "./ports.ts";
import { clearLeftovers, openRunFile, type RunFile } from "./run-file.ts";
import { DEFAULT_TIMING, type Service, type ServiceSpec, supervise, type Timing } from "./supervise.ts";

export interface RunningServices {
  /** Resolves with a message once a service keeps dying: the stack is no use then. */
  gaveUp: Promise<string>;
  /** Ends every process, last service of the list first, and gives the data folder free. Further calls do nothing more. */
  stop(): Promise<void>;
}

interface Context {
  dataDir: string;
  logs: Logs;
  interrupt: Interrupt;
  timing?: Timing;
}

/**
 * Takes the data folder, clears what an earlier run left, and starts the services, each as soon as those it waits for are
 * healthy. Resolves when all are.
 * @param plan called when the folder is ours; what it makes there (keys) no second start can overwrite.
 * @throws {Error} with a message for people: the folder is in use, a port is taken, a service does not start, or the
 * interrupt came first. Nothing is left running then.
 */
export async function runServices(plan: () => readonly ServiceSpec[], context: Context): Promise<RunningServices> {
  const { dataDir, logs, timing = DEFAULT_TIMING } = context;
  const lock = acquireLock(dataDir, "stack");
  try {
    const leftovers = await clearLeftovers(dataDir, timing.graceMs);
    if (leftovers.length > 0) logs.say(`Ended what an earlier run left behind: ${leftovers.join(", ")}`);
    const specs = plan();
    const taken = await describeTakenPorts(specs.map(({ name, port, portEnv }) => ({ name, port, envName: portEnv })));
    if (taken) throw new Error(taken);
    const runFile = openRunFile(dataDir);
    const { gaveUp, stop } = await startAll(specs, { ...context, timing, runFile });
    let stopped: Promise<void> | undefined;
    return {
      gaveUp,
      stop: () => {
        stopped ??= stop().finally(() => lock.release());
        return stopped;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startAll(
  specs: readonly ServiceSpec[],
  context: Required<Context> & { runFile: RunFile },
): Promise<RunningServices> {
  const { logs, interrupt, runFile, timing } = context;
  const startedMs = Date.now();
  const services = new Map<string, Service>();
  const failed = new AbortController();
  const abandoned = AbortSignal.any([interrupt.signal, failed.signal]);
  const becomesReady = new Map<string, Promise<void>>();
  for (const spec of specs)
    becomesReady.set(
      spec.name,
      Promise.resolve().then(() => start(spec)),
    );
  try {
    await Promise.race([Promise.all(becomesReady.values()), rejectOnAbort(abandoned)]);
  } catch (error) {
    failed.abort();
    await Promise.allSettled([stop(), ...becomesReady.values()]);
    throw error;
  }
  return { gaveUp: Promise.race([...services.values()].map((service) => service.gaveUp)), stop };

  async function start(spec: ServiceSpec): Promise<void> {
    const awaited = (spec.waitsFor ?? []).map((name) => becomesReady.get(name));
    await Promise.all([spec.prepare?.(abandoned), ...awaited]);
    abandoned.throwIfAborted();
    mkdirSync(spec.cwd, { recursive: true });
    const service = supervise(spec, { logs, runFile, timing });
    services.set(spec.name, service);
    void service.gaveUp.then((message) => failed.abort(new Error(message)));
    await service.ready;
    logs.say(`${spec.name} is ready after ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  }

  async function stop(): Promise<void> {
    const killAll = () => {
      for (const service of services.values()) service.kill();
    };
    if (interrupt.force.aborted) killAll();
    interrupt.force.addEventListener("abort", killAll, { once: true });
    for (const { name } of specs.toReversed()) await services.get(name)?.stop();
    runFile.clear();
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
