import { z } from "zod";
import { type JobReport, jobReportSchema } from "@/lib/contracts/job-control";
import type { Db } from "@/lib/db/client";
import { getJob } from "./jobs.repository";

const rowSchema = jobReportSchema
  .pick({ reasons: true, is_capped: true })
  .extend({ run_seconds: z.number(), gpu_seconds: z.number(), bytes_stored: z.int() });

/** A refusal is a decision about rights or access, not a fault; its code says so. */
const isRefusal = ({ status, reason }: { status: string; reason: string }): boolean =>
  status === "failed" && (reason === "forbidden" || reason.startsWith("refused_"));

/** What came of a job and what it took. @throws {NotFoundError} */
export async function getJobReport(db: Db, jobId: string): Promise<JobReport> {
  const { counts, started_at: startedAt, finished_at: finishedAt } = await getJob(db, jobId);
  const { data } = await db.rpc("job_report", { target_job_id: jobId }).throwOnError();
  const { reasons, is_capped, run_seconds, gpu_seconds, bytes_stored } = rowSchema.parse(data);
  const refused = reasons.filter(isRefusal).reduce((sum, { items }) => sum + items, 0);
  const endMs = finishedAt ? Date.parse(finishedAt) : Date.now();
  return {
    yield: {
      found: counts.total,
      new: counts.completed,
      duplicate: counts.skipped,
      refused,
      failed: counts.failed - refused,
      cancelled: counts.cancelled,
    },
    reasons,
    is_capped,
    cost: {
      wall_seconds: startedAt ? Math.max(0, endMs - Date.parse(startedAt)) / 1000 : null,
      run_seconds,
      gpu_seconds,
      bytes_stored,
    },
  };
}
