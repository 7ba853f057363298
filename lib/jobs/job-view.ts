import type { Job, JobKind } from "@/lib/contracts/jobs";
import { jobSchema } from "@/lib/contracts/jobs";
import type { Tables } from "@/lib/db/client";

const VERBS: Record<JobKind, string> = {
  scrape: "collected",
  import: "imported",
  detect: "analysed",
  colors: "coloured",
  classify: "classified",
};

/** A job row as the API shows it. */
export function toJob(row: Tables<"jobs">): Job {
  const current = row.completed + row.failed + row.skipped + row.cancelled;
  return jobSchema.parse({
    id: row.id,
    kind: row.kind,
    queue: row.queue,
    priority: row.priority,
    status: row.status,
    attempt: row.attempt,
    parent_job_id: row.parent_job_id,
    root_job_id: row.root_job_id,
    input: row.input,
    progress: { current, total: row.total, progress: percentage(row, current), message: message(row) },
    counts: {
      total: row.total,
      completed: row.completed,
      failed: row.failed,
      skipped: row.skipped,
      cancelled: row.cancelled,
    },
    error: row.error,
    created_at: row.created_at,
    started_at: row.started_at,
    finished_at: row.finished_at,
  });
}

function percentage(row: Tables<"jobs">, current: number): number {
  if (row.status === "completed") return 100;
  return row.total === 0 ? 0 : Math.round((1000 * current) / row.total) / 10;
}

function message(row: Tables<"jobs">): string {
  if (row.status === "queued") return "waiting to start";
  if (row.total === 0) return row.status === "running" ? "looking for work" : "nothing to do";
  const verb = VERBS[row.kind as JobKind];
  const parts = [`${row.completed} of ${row.total} ${verb}`];
  if (row.failed > 0) parts.push(`${row.failed} failed`);
  if (row.skipped > 0) parts.push(`${row.skipped} known already`);
  if (row.cancelled > 0) parts.push(`${row.cancelled} cancelled`);
  return parts.join(", ");
}
