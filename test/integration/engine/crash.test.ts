import { expect, test } from "vitest";
import { runCrashTest } from "../../support/engine/crash.ts";

test("kill -9 of the engine at random moments loses, doubles and hangs nothing", async () => {
  const figures = await runCrashTest({ kills: 10, items: 120, seed: 7 });
  process.stdout.write(`crash test: ${JSON.stringify(figures)}\n`);
  expect(figures).toMatchObject({
    runsAsExpected: figures.runsExpected,
    runsLost: [],
    runsStuck: 0,
    runsDoubled: [],
    runsFailed: [],
    stepsMissing: [],
    ranAfterTheEnd: 0,
    cronTicksDoubled: 0,
  });
});
