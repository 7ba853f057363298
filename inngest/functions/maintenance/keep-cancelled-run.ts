import { getDeps } from "@/lib/deps";
import { getJob } from "@/lib/jobs/jobs.repository";
import { recordRun } from "@/lib/jobs/runs.repository";
import { inngest } from "../../client";
import { chunkSchema, REQUESTED, requestedSchema } from "../../events";
import { type EndedRun, endChunkOf, endedRunSchema, failPlanOf, keepLetter } from "../../failures";
import { queueOptions } from "../../queues";

/**
 * A cancelled run never calls `onFailure`, nor our recorder. Where its job was cancelled its items are accounted for already;
 * else somebody cancelled the run alone (or a timeout did), and its chunk, or the job it planned, must not
 * stay open for ever.
 */
export const keepCancelledRun = inngest.createFunction(
  { id: "keep-cancelled-run", triggers: [{ event: "inngest/function.cancelled" }], ...queueOptions("default") },
  async ({ event, step }) => {
    const run = endedRunSchema.parse(event.data);
    await step.run("record-run", () => recordCancelled(run));
    const chunk = chunkSchema.safeParse(run.event.data);
    const jobId = chunk.success ? chunk.data.job_id : plannedJobOf(run);
    if (!jobId) return { kept: false };
    const status = await step.run("read-job", async () => (await getJob(getDeps().db, jobId)).status);
    if (status === "cancelled") return { kept: false };
    const error = Object.assign(new Error("The run was cancelled before it ended."), { name: "RunCancelled" });
    await keepLetter(step, run, { reason: "cancelled", error });
    const reason = { code: "run_cancelled", message: error.message };
    if (chunk.success) await endChunkOf(step, chunk.data, "cancelled", reason);
    else await failPlanOf(step, jobId, reason);
    return { kept: true };
  },
);

/** The job a planner's run was for; undefined of any other run. */
function plannedJobOf({ event }: EndedRun): string | undefined {
  const isPlanner = Object.values(REQUESTED).some(({ name }) => name === event.name);
  return isPlanner ? requestedSchema.safeParse(event.data).data?.job_id : undefined;
}

function recordCancelled({ run_id, function_id, event }: EndedRun): Promise<void> {
  const { job_id = null, chunk_id = null } = chunkSchema.partial().catch({}).parse(event.data);
  const now = new Date().toISOString();
  const ended = { status: "cancelled" as const, attempt: 0, started_at: now, ended_at: now };
  return recordRun(getDeps().db, { id: run_id, function_id, job_id, chunk_id, ...ended }, []);
}
