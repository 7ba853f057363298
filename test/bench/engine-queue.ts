import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import {
  dispatchLatency,
  latencyQuantileMs,
  metric,
  startAppProcess,
  startEngineProcess,
  untilTrue,
} from "./engine/processes.ts";

/**
 * A long queue: events are accepted while the app is away, the engine is killed and started again with all of them
 * queued, then the app comes and the queue is drained. The latency of a dispatch is the time from the moment a call was
 * due and a place for it was free to the moment it left; its quantiles are interpolated in the engine's own histogram.
 * Usage: node test/bench/engine-queue.ts [runs=100000] [drain=runs]
 */
const count = Number(process.argv[2] ?? 100_000);
const drain = Number(process.argv[3] ?? count);
const PAGE = 500;
const ENGINE_PORT = 18_389;
const APP_PORT = 13_389;
const dir = mkdtempSync(join(tmpdir(), "modomo-bench-"));
const url = `http://127.0.0.1:${ENGINE_PORT}`;
const appUrl = `http://127.0.0.1:${APP_PORT}/api/inngest`;
const say = (facts: Record<string, unknown>): void => console.log(JSON.stringify({ ...facts, load: loadavg()[0] }));

let engine = await startEngineProcess({ dir, port: ENGINE_PORT, appUrl });
const registering = await startAppProcess({ engineUrl: url, port: APP_PORT });
await untilTrue(() => fetch(`${url}/v1/apps/bench/functions`).then((response) => response.ok));
await registering.kill();

const acceptFrom = Date.now();
for (let sent = 0; sent < count; sent += PAGE) {
  const events = Array.from({ length: Math.min(PAGE, count - sent) }, (_, n) => ({
    name: "bench/tiny",
    id: `run-${sent + n}`,
    data: { n: sent + n, ids: ["0198c0de-0000-7000-8000-000000000000"], note: "x".repeat(200) },
  }));
  const response = await fetch(`${url}/e/bench`, { method: "POST", body: JSON.stringify(events) });
  if (!response.ok) throw new Error(await response.text());
}
say({
  measure: "accepted",
  runs: count,
  seconds: (Date.now() - acceptFrom) / 1000,
  engineCpuMs: engine.cpuMs(),
  rssMb: Math.round(engine.rssMb()),
});

await engine.kill("SIGKILL");
const restartFrom = Date.now();
engine = await startEngineProcess({ dir, port: ENGINE_PORT, appUrl });
const ready = await metric(url, 'modomo_engine_queue_depth{state="ready"}');
say({
  measure: "restarted",
  servingAfterMs: Date.now() - restartFrom,
  queued: ready,
  rssMb: Math.round(engine.rssMb()),
});

const app = await startAppProcess({ engineUrl: url, port: APP_PORT });
await untilTrue(async () => app.done() > 0);
let peakRssMb = 0;
for (let part = 1; part <= 10; part += 1) {
  const from = { at: Date.now(), cpuMs: engine.cpuMs(), done: app.done(), latency: await dispatchLatency(url) };
  await untilTrue(async () => app.done() >= (drain * part) / 10, 3_600_000);
  peakRssMb = Math.max(peakRssMb, engine.rssMb());
  const runs = app.done() - from.done;
  const runsPerSecond = Math.round((runs / (Date.now() - from.at)) * 1000);
  say({
    measure: "drained",
    part,
    runsPerSecond,
    engineCpuMsPerRun: Math.round(((engine.cpuMs() - from.cpuMs) / runs) * 100) / 100,
    ...(await latencySince(from.latency)),
    rssMb: Math.round(engine.rssMb()),
  });
}
say({ measure: "end", peakRssMb: Math.round(peakRssMb) });
await engine.kill("SIGTERM");
await app.kill();
rmSync(dir, { recursive: true, force: true });

async function latencySince(from: Awaited<ReturnType<typeof dispatchLatency>>) {
  const buckets = await dispatchLatency(url);
  const added = buckets.map(({ boundMs, count }, index) => ({ boundMs, count: count - (from[index]?.count ?? 0) }));
  return { dispatchP50Ms: latencyQuantileMs(added, 0.5), dispatchP95Ms: latencyQuantileMs(added, 0.95) };
}
