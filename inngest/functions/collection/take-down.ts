import { cron } from "inngest";
import { getDeps } from "@/lib/deps";
import { goOnTakingDown } from "@/lib/takedowns/take-down";
import { openTakedowns } from "@/lib/takedowns/takedowns.repository";
import { inngest } from "../../client";
import { takedownRequested } from "../../events";
import { queueOptions } from "../../queues";

const BATCHES_A_STEP = 5;
const STEPS_MAX = 900; // a run holds at most 1000; what is left the clock takes up

/** Removes what a takedown names, batch by batch. The clock takes up those whose event was lost. */
export const takeDown = inngest.createFunction(
  {
    id: "take-down",
    triggers: [takedownRequested, cron("*/10 * * * *")],
    ...queueOptions("default"),
    singleton: { mode: "skip" },
  },
  async ({ step }) => {
    const ids = await step.run("find-open", () => openTakedowns(getDeps().db, 50));
    let steps = 0;
    for (const id of ids) {
      for (let status = "running"; status === "running" && steps < STEPS_MAX; steps += 1) {
        status = await step.run(
          `remove-${steps}`,
          async () => (await goOnTakingDown(getDeps().db, id, BATCHES_A_STEP)).status,
        );
      }
    }
    return { takedowns: ids.length, steps };
  },
);
