import { cron } from "inngest";
import { evaluateAlerts } from "@/lib/alerts/alerts.repository";
import { deliverAlerts } from "@/lib/alerts/deliver-alerts";
import { getDeps } from "@/lib/deps";
import { inngest } from "../../client";
import { queueOptions } from "../../queues";

/** Looks at every alert rule and tells the channels. Both steps may run twice: what is told is written down once. */
export const watchAlerts = inngest.createFunction(
  { id: "watch-alerts", triggers: [cron("* * * * *")], ...queueOptions("default"), singleton: { mode: "skip" } },
  async ({ step }) => {
    const found = await step.run("evaluate-rules", () => evaluateAlerts(getDeps().db));
    const told = await step.run("deliver-alerts", () => deliverAlerts(getDeps()));
    return { ...found, ...told };
  },
);
