import { getDeps } from "@/lib/deps";
import { findChild, getJob, sealJob } from "@/lib/jobs/jobs.repository";
import { inngest } from "../../client";
import { jobFinished, jobFinishedBy } from "../../events";
import { NEXT_KIND, queueOptions } from "../../queues";

/** A job has ended, so nothing more will come to the job after it: that one may end too. */
export const sealNextJob = inngest.createFunction(
  { id: "seal-next-job", triggers: [jobFinished], ...queueOptions("default") },
  async ({ event, step }) => {
    const nextKind = NEXT_KIND[event.data.kind];
    if (!nextKind) return { sealed: null };
    const cause = `after:${event.data.job_id}`;
    const next = await step.run("seal-next-job", async () => {
      const { db } = getDeps();
      const jobId = await findChild(db, event.data.job_id, nextKind);
      if (!jobId) return null;
      const isEnded = await sealJob(db, jobId, cause);
      const { status, attempt } = await getJob(db, jobId);
      return { jobId, isEnded, status, attempt };
    });
    if (next?.isEnded) {
      const { jobId, status, attempt } = next;
      await step.sendEvent(
        "announce-end",
        jobFinishedBy(`${cause}:${attempt}`, { job_id: jobId, kind: nextKind, status }),
      );
    }
    return { sealed: next?.jobId ?? null };
  },
);
