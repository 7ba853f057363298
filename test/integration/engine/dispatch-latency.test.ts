import { expect, test } from "vitest";
import { dispatchLatency, metric } from "../../bench/engine/processes.ts";
import { sleep, startTestEngine, until } from "../../support/engine/harness.ts";
import { startScriptedApp } from "../../support/engine/scripted-app.ts";

const CALLS = 12;
const CALL_MS = 60;

test("dispatch latency counts from the moment a place was free, not the wait in a long queue", async () => {
  const engine = await startTestEngine({ maxInFlight: 1 });
  const app = await startScriptedApp(engine.url, {}, async () => {
    await sleep(CALL_MS);
    return { status: 200, body: null };
  });
  const events = Array.from({ length: CALLS }, () => ({ name: "raw", data: {} }));
  await fetch(`${engine.url}/e/key`, { method: "POST", body: JSON.stringify(events) });
  await until("all runs", () => engine.engine().core.runs.countByStatus().get("Completed") === CALLS);
  expect((await dispatchLatency(engine.url)).at(-1)?.count).toBe(CALLS);
  // Counted from when they were due, the calls would have waited 0, 60, 120 … ms: 66 times the length of one.
  const sumMs = (await metric(engine.url, "modomo_engine_dispatch_latency_seconds_sum")) * 1000;
  expect(sumMs).toBeLessThan((CALL_MS * CALLS * (CALLS - 1)) / 2 / 3);
  app.close();
  await engine.stop();
});
