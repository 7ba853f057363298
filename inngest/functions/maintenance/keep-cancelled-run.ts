import { getDeps } from "@/lib/deps";
import { getJob } from "@/lib/jobs/jobs.repository";
import { inngest } from "../../client";
import { chunkSchema } from "../../events";
import { endChunkOf, endedRunSchema, keepLetter } from "../../failures";
import { queueOptions } from "../../queues";

/**
 * A cancelled run never calls `onFailure`. Where its job was cancelled all is accounted for already; else somebody cancelled
 * the run alone (or a timeout did), and its chunk must not stay open for ever.
 */
export const keepCancelledRun = inngest.createFunction(
  { id: "keep-cancelled-run", triggers: [{ event: "inngest/function.cancelled" }], ...queueOptions("default") },
  async ({ event, step }) => {
    const run = endedRunSchema.parse(event.data);
    const chunk = chunkSchema.safeParse(run.event.data);
    if (!chunk.success) return { kept: false };
    const status = await step.run("read-job", async () => (await getJob(getDeps().db, chunk.data.job_id)).status);
    if (status === "cancelled") return { kept: false };
    const error = Object.assign(new Error("The run was cancelled before it ended."), { name: "RunCancelled" });
    await keepLetter(step, run, { reason: "cancelled", error });
    await endChunkOf(step, chunk.data.chunk_id, "cancelled", { code: "run_cancelled", message: error.message });
    return { kept: true };
  },
);
