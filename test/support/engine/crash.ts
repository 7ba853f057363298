import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { createWorkload, type Expectation, type Ledger } from "./crash-workload.ts";
import { createClient, sleep, startApp, until } from "./harness.ts";

export type CrashOptions = { kills: number; items: number; seed: number };
export type CrashFigures = {
  kills: number;
  runsExpected: number;
  runsAsExpected: number;
  runsLost: string[];
  runsStuck: number;
  runsDoubled: string[];
  runsFailed: string[];
  stepsExpected: number;
  stepsMissing: string[];
  stepsRepeated: number;
  ranAfterTheEnd: number;
  cronTicks: number;
  cronTicksDoubled: number;
  seconds: number;
};

const MAIN = fileURLToPath(new URL("../../../local/engine/main.ts", import.meta.url));

/**
 * Sends a workload of mixed functions to an engine that is killed with SIGKILL at random moments, and compares what
 * happened with what had to happen. The app, with its ledger of effects, lives on in this process.
 */
export async function runCrashTest({ kills, items, seed }: CrashOptions): Promise<CrashFigures> {
  const startedAt = Date.now();
  const dir = mkdtempSync(join(tmpdir(), "modomo-crash-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const random = seededRandom(seed);
  const ledger: Ledger = { effects: new Map(), endedAt: new Map() };
  const client = createClient(url);
  const workload = createWorkload(client, ledger);
  let engine = spawnEngine(dir, port);
  await healthy(url);
  const app = await startApp({ client, functions: workload.functions });
  try {
    let killed = 0;
    const sending = sendAll(workload.items(items), client, () => killed / kills);
    for (; killed < kills; killed += 1) {
      await sleep(30 + random() * 500);
      engine.kill("SIGKILL");
      await once(engine, "exit");
      engine = spawnEngine(dir, port);
      await healthy(url);
    }
    const expectations = await sending;
    const ends = expectations.flatMap(({ runs }) => runs).filter((run) => expectedStatus(run) === "Completed");
    await until("all runs to end", () => ledger.endedAt.size >= ends.length, 300_000).catch(() => undefined);
    await sleep(1_500);
    const effectsAtEnd = total(ledger);
    engine.kill("SIGKILL");
    await once(engine, "exit");
    engine = spawnEngine(dir, port);
    await healthy(url);
    await sleep(1_500);
    engine.kill("SIGTERM");
    await once(engine, "exit");
    return {
      ...compare(join(dir, "engine.db"), expectations, ledger),
      kills,
      ranAfterTheEnd: total(ledger) - effectsAtEnd,
      seconds: Math.round((Date.now() - startedAt) / 1000),
    };
  } finally {
    engine.kill("SIGKILL");
    await app.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Sends every item until it is acknowledged, spread over the time of the kills. */
async function sendAll(
  items: Expectation[],
  client: ReturnType<typeof createClient>,
  progress: () => number,
): Promise<Expectation[]> {
  for (const [index, item] of items.entries()) {
    await until("its turn", () => progress() >= (index / items.length) * 0.95, 600_000);
    // The id makes a repeated send harmless: the first may have arrived before the engine died.
    await until(
      "an acknowledgement",
      () =>
        client.send(item.event).then(
          () => true,
          () => false,
        ),
      60_000,
    );
  }
  return items;
}

function compare(
  path: string,
  expectations: Expectation[],
  ledger: Ledger,
): Omit<CrashFigures, "kills" | "ranAfterTheEnd" | "seconds"> {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare(RUNS_BY_KEY).all();
  const ticks = db
    .prepare(RUNS_BY_TICK)
    .all()
    .map((row) => Number(row.n));
  const stuck = Number(db.prepare("SELECT count(*) AS n FROM runs WHERE ended_at IS NULL").get()?.n);
  db.close();
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const name = `${row.fn} ${row.key}`;
    found.set(name, [...(found.get(name) ?? []), String(row.status)]);
  }
  const expectedRuns = expectations.flatMap(({ runs }) => runs);
  const expectedSteps = expectations.flatMap(({ steps }) => steps);
  return {
    runsExpected: expectedRuns.length,
    runsAsExpected: expectedRuns.filter((run) => found.get(run)?.join() === expectedStatus(run)).length,
    runsLost: expectedRuns.filter((run) => !found.has(run)),
    runsStuck: stuck,
    runsDoubled: [...found].filter(([, statuses]) => statuses.length > 1).map(([run]) => run),
    runsFailed: [...found]
      .filter(([run, statuses]) => statuses.some((status) => status !== expectedStatus(run)))
      .map(([run, statuses]) => `${run}: ${statuses}`),
    stepsExpected: expectedSteps.length,
    cronTicks: ticks.length,
    cronTicksDoubled: ticks.filter((count) => count > 1).length,
    stepsMissing: expectedSteps.filter((step) => !ledger.effects.has(step)),
    stepsRepeated: [...ledger.effects].reduce(
      (sum, [step, count]) => sum + (step.startsWith("flaky") ? 0 : count - 1),
      0,
    ),
  };
}

/** Each run once for every event that started it, batches included, by the key in the event. */
const RUNS_BY_KEY = `
  SELECT fn, status, json_extract(events.body_json, '$.data.key') AS key
  FROM (SELECT id, fn, status, event_id FROM runs WHERE id NOT IN (SELECT run_id FROM run_events)
        UNION ALL SELECT id, fn, status, run_events.event_id FROM runs JOIN run_events ON run_id = id) AS started
  JOIN events ON events.id = started.event_id
  WHERE key IS NOT NULL AND events.name NOT LIKE 'inngest/function.f%'`;

/** How many runs each tick of the schedule started. */
const RUNS_BY_TICK = `
  SELECT count(*) AS n FROM runs JOIN events ON events.id = event_id
  WHERE fn = 'app-tick' GROUP BY json_extract(body_json, '$.id')`;

const expectedStatus = (run: string): string => (run.startsWith("app-cancelled ") ? "Cancelled" : "Completed");

function spawnEngine(dir: string, port: number): ChildProcess {
  const args = [MAIN, "--port", String(port), "--data", dir, "--retry-interval", "50", "--log-level", "error"];
  return spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
}

const healthy = (url: string): Promise<unknown> =>
  until(
    "the engine",
    () =>
      fetch(`${url}/health`, { headers: { connection: "close" } }).then(
        (response) => response.ok,
        () => false,
      ),
    20_000,
  );

const total = ({ effects }: Ledger): number => [...effects.values()].reduce((sum, count) => sum + count, 0);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A small generator (mulberry32), so that a run of the test can be repeated. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
