import { expect, test } from "vitest";
import { planKills, runDemo } from "../support/kill-demo.ts";

// One round; `npm test -- --project fault` has more, with moments of their own.
test("killing database, gpu-worker and web app in the middle of the demo does not change what comes out", async () => {
  const undisturbed = await runDemo();
  expect(undisturbed).toMatchObject({ exitCode: 0, counts: { scenes: 24, classified: 24, failed: 0 } });
  const killed = await runDemo(planKills(["supabase", "gpu-worker", "web"], 1));
  expect(killed.counts, killed.output).toEqual(undisturbed.counts);
  expect(killed.exitCode).toBe(0);
}, 1_200_000);
