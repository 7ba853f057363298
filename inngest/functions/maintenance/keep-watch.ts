import { cron } from "inngest";
import { getDeps } from "@/lib/deps";
import { foldQueueFlow } from "@/lib/queues/queues.repository";
import { watchWorkers } from "@/lib/workers/watch-workers";
import { inngest } from "../../client";
import { queueOptions } from "../../queues";

/** Every minute: sums up what moved through the queues, and looks after the gpu-workers where no app instance's timer runs. */
export const keepWatch = inngest.createFunction(
  { id: "keep-watch", triggers: [cron("* * * * *")], ...queueOptions("default"), singleton: { mode: "skip" } },
  async ({ step }) => {
    await step.run("fold-queue-flow", () => foldQueueFlow(getDeps().db));
    const hasLooked = await step.run("watch-workers", () => watchWorkers(getDeps()));
    return { hasLooked };
  },
);
