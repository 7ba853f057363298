import { cron } from "inngest";
import { getDeps } from "@/lib/deps";
import { sweepChunks } from "@/lib/jobs/chunks.repository";
import { sweepEnds, sweepJobs } from "@/lib/jobs/jobs.repository";
import { forgetRunsOfNoJob } from "@/lib/jobs/runs.repository";
import { inngest } from "../../client";
import { chunkPlanned, jobFinishedBy } from "../../events";
import { queueOptions } from "../../queues";
import { jobRequested } from "../../start-job";

const AT_MOST = 500;
const RUNS_OF_NO_JOB_KEPT_MS = 7 * 24 * 60 * 60_000; // this function alone makes 1440 a day

/** Sends again what was written down but seems never to have reached the engine, or has gone silent. */
export const sweepStuckWork = inngest.createFunction(
  { id: "sweep-stuck-work", triggers: [cron("* * * * *")], ...queueOptions("default"), singleton: { mode: "skip" } },
  async ({ step }) => {
    // Before their chunks: a job whose chunk is taken up counts as begun, and would not be found any more.
    const jobs = await step.run("sweep-jobs", () => {
      const { db, env } = getDeps();
      return sweepJobs(db, { queuedBefore: ago(env.MODOMO_STUCK_QUEUED_MS), limit: AT_MOST });
    });
    if (jobs.length > 0) await step.sendEvent("send-jobs", jobs.map(jobRequested));

    const chunks = await step.run("sweep-chunks", () => {
      const { db, env } = getDeps();
      const cutoffs = {
        queuedBefore: ago(env.MODOMO_STUCK_QUEUED_MS),
        runningBefore: ago(env.MODOMO_STUCK_RUNNING_MS),
      };
      return sweepChunks(db, { ...cutoffs, limit: AT_MOST });
    });
    const events = chunks.map(({ kind, chunk: { chunkId, jobId, ...rest } }) =>
      chunkPlanned(kind, { ...rest, chunk_id: chunkId, job_id: jobId }),
    );
    if (events.length > 0) await step.sendEvent("send-chunks", events);

    const ends = await step.run("sweep-ends", async () => {
      const { db, env } = getDeps();
      const jobs = await sweepEnds(db, { endedBefore: ago(env.MODOMO_STUCK_QUEUED_MS), limit: AT_MOST });
      return jobs.map(({ id, kind, status }) => ({ job_id: id, kind, status, cause: `sweep:${Date.now()}` }));
    });
    if (ends.length > 0)
      await step.sendEvent(
        "send-ends",
        ends.map(({ cause, ...end }) => jobFinishedBy(cause, end)),
      );
    await step.run("forget-runs", () => forgetRunsOfNoJob(getDeps().db, ago(RUNS_OF_NO_JOB_KEPT_MS)));
    return { chunks: chunks.length, jobs: jobs.length, ends: ends.length };
  },
);

const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
