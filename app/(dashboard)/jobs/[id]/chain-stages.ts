import type { Job, JobDetail, JobKind } from "@/lib/contracts/jobs";

const FOLLOW_UPS: readonly JobKind[] = ["detect", "colors", "classify"];

/** One place in the pipeline: the job that fills it, or null where it has not begun. */
export interface Stage {
  kind: JobKind;
  job: Job | null;
}

/**
 * The stages of the chain a job belongs to, in order: those that exist, then those still to come.
 * Only collecting and importing are followed by others, unless they were asked to stop after ingest; nothing follows a stage that was
 * cancelled or failed.
 */
export function chainStages(detail: JobDetail): Stage[] {
  const jobs = detail.chain.length > 0 ? detail.chain : [detail];
  const stages: Stage[] = jobs.map((job) => ({ kind: job.kind, job: job.id === detail.id ? detail : job }));
  return [...stages, ...stagesToCome(jobs).map((kind) => ({ kind, job: null }))];
}

function stagesToCome(jobs: readonly Job[]): JobKind[] {
  const [root] = jobs;
  const isPipeline = (root?.kind === "scrape" || root?.kind === "import") && root.input.pipeline !== false;
  const isBroken = jobs.some(({ status }) => status === "failed" || status === "cancelled");
  if (!isPipeline || isBroken) return [];
  return FOLLOW_UPS.filter((kind) => !jobs.some((job) => job.kind === kind));
}
