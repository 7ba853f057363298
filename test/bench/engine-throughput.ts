import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { quantile, startAppProcess, startEngineProcess, untilTrue } from "./engine/processes.ts";

/**
 * A function of three steps, engine and app in processes of their own, durable store on. First the most the two
 * sustain (a fixed number of runs always under way), then the latency at a steady rate below that.
 * Usage: node test/bench/engine-throughput.ts [seconds=20] [rate=150]
 */
const seconds = Number(process.argv[2] ?? 20);
const rate = Number(process.argv[3] ?? 150);
const UNDER_WAY = 16;
const ENGINE_PORT = 18_388;
const APP_PORT = 13_388;

const dir = mkdtempSync(join(tmpdir(), "modomo-bench-"));
const url = `http://127.0.0.1:${ENGINE_PORT}`;
const engine = await startEngineProcess({ dir, port: ENGINE_PORT, appUrl: `http://127.0.0.1:${APP_PORT}/api/inngest` });
const app = await startAppProcess({ engineUrl: url, port: APP_PORT });
await untilTrue(() => fetch(`${url}/v1/apps/bench/functions`).then((response) => response.ok));

async function send(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({ name: "bench/three", data: {} }));
  const response = await fetch(`${url}/e/bench`, { method: "POST", body: JSON.stringify(events) });
  if (!response.ok) throw new Error(await response.text());
}
let sent = 0;
async function saturate(durationMs: number): Promise<void> {
  const endAt = Date.now() + durationMs;
  while (Date.now() < endAt) {
    const missing = UNDER_WAY - (sent - app.done());
    if (missing > UNDER_WAY / 4) {
      await send(missing);
      sent += missing;
    } else await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await untilTrue(async () => app.done() >= sent);
}

await saturate(4_000); // warm-up
const before = { runs: sent, engineMs: engine.cpuMs(), appMs: app.cpuMs(), at: Date.now() };
await saturate(seconds * 1000);
const tookS = (Date.now() - before.at) / 1000;
const runs = sent - before.runs;
console.log(
  JSON.stringify({
    measure: "sustained",
    runsPerSecond: Math.round(runs / tookS),
    engineCpuMsPerRun: round((engine.cpuMs() - before.engineMs) / runs),
    appCpuMsPerRun: round((app.cpuMs() - before.appMs) / runs),
    underWay: UNDER_WAY,
    load: loadavg()[0],
  }),
);

const steadyFrom = Date.now();
const startSent = sent;
while (Date.now() - steadyFrom < seconds * 1000) {
  const due = Math.floor(((Date.now() - steadyFrom) / 1000) * rate) - (sent - startSent);
  if (due > 0) {
    await send(due);
    sent += due;
  }
  await new Promise((resolve) => setTimeout(resolve, 3));
}
await untilTrue(async () => app.done() >= sent);
const rssMb = Math.round(engine.rssMb());
await engine.kill("SIGTERM");
await app.kill();
const db = new DatabaseSync(join(dir, "engine.db"), { readOnly: true });
const rows = db
  .prepare("SELECT ended_at - queued_at AS ms FROM runs WHERE queued_at >= ? AND fn = 'bench-three'")
  .all(steadyFrom);
const latencies = rows.map((row) => Number(row.ms));
console.log(
  JSON.stringify({
    measure: "latency",
    ratePerSecond: rate,
    runs: latencies.length,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    p99Ms: quantile(latencies, 0.99),
    engineRssMb: rssMb,
    load: loadavg()[0],
  }),
);
db.close();
rmSync(dir, { recursive: true, force: true });

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
