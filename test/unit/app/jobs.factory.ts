import type { Job, JobDetail } from "@/lib/contracts/jobs";

/** A running collection job with every field, `change` on top. */
export function aJob(change: Partial<Job> = {}): Job {
  const id = change.id ?? "019aac00-0000-7000-8000-000000000001";
  return {
    id,
    kind: "scrape",
    queue: "scraping",
    priority: 5,
    status: "running",
    attempt: 1,
    parent_job_id: null,
    root_job_id: id,
    input: { source: "gallery", limit: 100, pipeline: true },
    progress: { current: 5, total: 20, progress: 25, message: "" },
    counts: { total: 20, completed: 5, failed: 0, skipped: 0, cancelled: 0 },
    error: null,
    created_at: "2026-11-24T10:00:00.000Z",
    started_at: "2026-11-24T10:00:01.000Z",
    finished_at: null,
    ...change,
  };
}

export const aJobDetail = (job: Job, chain: Job[] = [job]): JobDetail => ({ ...job, chain });
