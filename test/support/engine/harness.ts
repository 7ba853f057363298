import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Inngest, type InngestFunction } from "inngest";
import { createServer } from "inngest/node";
import pino from "pino";
import { type EngineConfigInput, parseConfig } from "../../../local/engine/config.ts";
import { type Engine, startEngine } from "../../../local/engine/engine.ts";
import type { Json, Run } from "../../../local/engine/types.ts";

export type TestApp = { url: string; server: Server; sync: () => Promise<void>; close: () => Promise<void> };
export type AppOptions = { client: Inngest; functions: InngestFunction.Any[]; port?: number; isStreaming?: boolean };

/**
 * An engine on a free port with a folder of its own. `restart` stops it and opens the same folder on the same port.
 * @param now its clock, where a test does not want to wait for the real one.
 */
export async function startTestEngine(overrides: EngineConfigInput = {}, now?: () => number) {
  const dir = mkdtempSync(join(tmpdir(), "modomo-engine-"));
  const config = { dir, port: 0, retryIntervalMs: 50, logLevel: "silent" as const, ...overrides };
  let engine = await open(config, now);
  const { url } = engine;
  return {
    url,
    dir,
    engine: (): Engine => engine,
    restart: async (whileDown?: () => Promise<void> | void): Promise<void> => {
      await engine.stop();
      await whileDown?.();
      engine = await open({ ...config, port: Number(new URL(url).port) }, now);
    },
    stop: async (): Promise<void> => {
      await engine.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export type TestEngine = Awaited<ReturnType<typeof startTestEngine>>;

function open(config: EngineConfigInput, now?: () => number): Promise<Engine> {
  const parsed = parseConfig(config);
  const log = pino({ level: process.env.ENGINE_TEST_LOG ?? parsed.logLevel });
  const fail = (error: unknown): never => {
    throw error;
  };
  return startEngine(parsed, log, fail, now);
}

/** A client of the real SDK that talks to the engine. */
export function createClient(
  engineUrl: string,
  options: Partial<ConstructorParameters<typeof Inngest>[0]> = {},
): Inngest {
  return new Inngest({
    id: "app",
    isDev: true,
    baseUrl: engineUrl,
    eventKey: "test",
    logger: quiet,
    ...options,
  }) as Inngest; // option types are inferred per client
}

const nothing = (): void => {};
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Serves functions with the SDK's own Node server and registers them. */
export async function startApp(options: AppOptions): Promise<TestApp> {
  const { client, functions, port = 0, isStreaming = false } = options;
  const server = createServer({ client, functions, streaming: isStreaming }) as Server;
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`;
  const sync = async (): Promise<void> => {
    const response = await fetch(url, { method: "PUT", headers: { connection: "close" } });
    if (!response.ok) throw new Error(`sync failed: ${response.status} ${await response.text()}`);
  };
  await sync();
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, server, sync, close };
}

/** Polls until `read` gives something other than undefined, null or false. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  limitMs = 15_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) throw new Error(`gave up after ${limitMs} ms waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The single run an event started, once it has ended. */
export function endedRun(engine: TestEngine, eventId: string, limitMs?: number): Promise<Run> {
  return until(`the run of event ${eventId} to end`, () => endedRuns(engine, eventId)[0], limitMs);
}

export function endedRuns(engine: TestEngine, eventId: string): Run[] {
  return engine
    .engine()
    .core.runs.byEvent(eventId)
    .filter((run) => run.endedAt !== null);
}

export const outputOf = (run: Run): Json => JSON.parse(run.outputJson ?? "null") as Json;
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
