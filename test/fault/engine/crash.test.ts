import { expect, test } from "vitest";
import { runCrashTest } from "../../support/engine/crash.ts";

test("200 times kill -9 of the engine at random moments lose, double and hang nothing", async () => {
  const figures = await runCrashTest({ kills: 200, items: 1600, seed: 2026 });
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
}, 3_600_000);
