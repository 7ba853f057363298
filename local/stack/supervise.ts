import { setTimeout as sleep } from "node:timers/promises";
import type { Logs } from "./logs.ts";
import { type GroupLeader, signalGroup, spawnGroup } from "./processes.ts";
import type { RunFile } from "./run-file.ts";
import type { Env } from "./settings.ts";

export interface ServiceSpec {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: Env;
  /** Answers 2xx to a GET when the service can work. */
  healthUrl: string;
  port: number;
  /** The variable that moves the port. */
  portEnv: string;
  /** Done before the first start, while other services start already. Rejects when it cannot be done. */
  prepare?: (signal: AbortSignal) => Promise<void>;
  /** Services that must be healthy before the first start. */
  waitsFor?: readonly string[];
}

export interface Timing {
  /** Wait before the first restart; doubles with every quick death, up to `maxBackoffMs`. */
  backoffMs: number;
  maxBackoffMs: number;
  /** A child that ran this long was well: its next death counts as the first again. */
  stableMs: number;
  /** Quick deaths in a row after which we give up. */
  maxQuickDeaths: number;
  /** From SIGTERM to SIGKILL. */
  graceMs: number;
  readyTimeoutMs: number;
}
export const DEFAULT_TIMING: Timing = {
  backoffMs: 250,
  maxBackoffMs: 15_000,
  stableMs: 60_000,
  maxQuickDeaths: 8,
  graceMs: 5000,
  readyTimeoutMs: 240_000,
};

export interface Service {
  readonly name: string;
  /** Resolves at the first healthy answer; rejects when the service gave up or did not get there in time. */
  readonly ready: Promise<void>;
  /** Resolves with a message for people once the service keeps dying; never rejects. */
  readonly gaveUp: Promise<string>;
  pid(): number | null;
  /** SIGTERM to the whole group, SIGKILL after the grace time; resolves when nothing is left. */
  stop(): Promise<void>;
  /** SIGKILL at once. */
  kill(): void;
}

/** Keeps one child running until it is stopped: restarts it when it dies, with growing pauses. */
export function supervise(spec: ServiceSpec, context: { logs: Logs; runFile: RunFile; timing: Timing }): Service {
  const { logs, runFile, timing } = context;
  const stopping = new AbortController();
  const { promise: gaveUp, resolve: giveUp } = Promise.withResolvers<string>();
  let child: GroupLeader | null = null;

  const loop = keepRunning();
  const ready = waitUntilReady(spec, {
    timeoutMs: timing.readyTimeoutMs,
    signal: stopping.signal,
    gaveUp,
    logPath: logs.pathOf(spec.name),
  });
  ready.catch(() => undefined); // whoever waits for it hears of it; nobody has to
  return {
    name: spec.name,
    ready,
    gaveUp,
    pid: () => child?.pid ?? null,
    stop: async () => {
      stopping.abort();
      await loop;
    },
    kill: () => {
      stopping.abort();
      if (child?.pid) signalGroup(child.pid, "SIGKILL");
    },
  };

  async function keepRunning(): Promise<void> {
    let quickDeaths = 0;
    while (!stopping.signal.aborted) {
      const startedMs = Date.now();
      const end = await runOnce();
      if (stopping.signal.aborted) return;
      quickDeaths = Date.now() - startedMs >= timing.stableMs ? 1 : quickDeaths + 1;
      if (quickDeaths >= timing.maxQuickDeaths) {
        giveUp(
          `${spec.name} ${end} ${quickDeaths} times in a row and is not restarted. Its log: ${logs.pathOf(spec.name)}`,
        );
        return;
      }
      const waitMs = Math.min(timing.backoffMs * 2 ** (quickDeaths - 1), timing.maxBackoffMs);
      logs.warn(`${spec.name} ${end}; restarting in ${waitMs / 1000} s`);
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** One life of the child, from spawn until its whole group is gone. @returns how it ended, in words. */
  async function runOnce(): Promise<string> {
    const started = spawnGroup(spec);
    child = started;
    const ended = endOf(started);
    if (started.pid) {
      runFile.add(spec.name, started.pid);
      logs.follow(spec.name, [started.stdout, started.stderr]);
      const terminate = () => void endGroup(started, ended, timing.graceMs);
      stopping.signal.addEventListener("abort", terminate, { once: true });
      await ended;
      stopping.signal.removeEventListener("abort", terminate);
      // The leader is dead; children of its own must not live on and hold its port.
      signalGroup(started.pid, "SIGKILL");
      runFile.remove(started.pid);
    }
    child = null;
    return await ended;
  }
}

/** 'exit', not 'close': a grandchild that holds the pipe would delay 'close' for ever. */
function endOf(child: GroupLeader): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`cannot be started (${error.message})`));
    child.once("exit", (code, signal) => resolve(signal ? `was ended by ${signal}` : `exited with code ${code}`));
  });
}

async function endGroup(child: GroupLeader, ended: Promise<string>, graceMs: number): Promise<void> {
  if (!child.pid) return;
  signalGroup(child.pid, "SIGTERM");
  const grace = new AbortController();
  const timer = sleep(graceMs, "late", { signal: grace.signal }).catch(() => "ended");
  const first = await Promise.race([ended, timer]);
  grace.abort();
  if (first === "late") signalGroup(child.pid, "SIGKILL");
}

async function waitUntilReady(
  spec: ServiceSpec,
  options: { timeoutMs: number; signal: AbortSignal; gaveUp: Promise<string>; logPath: string },
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  let failure: string | null = null;
  void options.gaveUp.then((message) => {
    failure = message;
  });
  while (!(await isHealthy(spec.healthUrl))) {
    if (options.signal.aborted) throw new Error(`${spec.name} was stopped before it was ready`);
    if (failure) throw new Error(failure);
    if (Date.now() > deadline) {
      throw new Error(
        `${spec.name} did not answer at ${spec.healthUrl} within ${Math.round(options.timeoutMs / 1000)} s. Its log: ${options.logPath}`,
      );
    }
    await sleep(100);
  }
}

/** One GET; a refused connection, a slow answer and a status outside 2xx all mean "not yet". */
export async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
