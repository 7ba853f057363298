import { cron } from "inngest";
import { getDeps } from "@/lib/deps";
import { claimDue } from "@/lib/schedules/schedules.repository";
import { inngest } from "../../client";
import { queueOptions } from "../../queues";
import { startPending } from "../../start-job";

/** Looks every minute which stored schedules are due and starts what they are for. */
export const runSchedules = inngest.createFunction(
  { id: "run-schedules", triggers: [cron("* * * * *")], ...queueOptions("default"), singleton: { mode: "skip" } },
  async ({ step }) => {
    const claimed = await step.run("claim-due", () => claimDue(getDeps().db));
    const started = await step.run("start-pending", () => startPending(getDeps().db));
    return { claimed, started };
  },
);
