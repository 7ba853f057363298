import { beforeAll, expect, test } from "vitest";
import { type DemoCounts, planKills, planStartKills, runDemo, VICTIMS } from "../support/kill-demo.ts";

const ROUNDS = Number(process.env.MODOMO_FAULT_ROUNDS ?? 3);
const SEED = Number(process.env.MODOMO_FAULT_SEED ?? 1000);

let undisturbed: DemoCounts;
beforeAll(async () => {
  undisturbed = (await runDemo()).counts;
}, 900_000);

test.each(Array.from({ length: ROUNDS }, (_, round) => SEED + round))(
  "database, gpu-worker, web app and engine killed at random moments of the demo (seed %i): the same comes out",
  async (seed) => {
    const killed = await runDemo(planKills(VICTIMS, seed));
    expect(killed.counts, `${JSON.stringify(killed.kills)}\n${killed.output}`).toEqual(undisturbed);
    expect(killed.exitCode).toBe(0);
  },
  1_200_000,
);

test("each of them killed once while the stack is starting: the same comes out", async () => {
  const killed = await runDemo(planStartKills(VICTIMS, SEED));
  expect(killed.counts, killed.output).toEqual(undisturbed);
  expect(killed.exitCode).toBe(0);
}, 1_200_000);
