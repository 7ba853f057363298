import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Dashboard } from "../lib/contracts/dashboard.ts";
import { isFinished, type Job } from "../lib/contracts/jobs.ts";
import type { DemoClient } from "./demo-client.ts";

const POLL_MS = 500;
/** No counter has moved for so long: something hangs, and waiting on would hide it. */
const STALL_MS = 10 * 60_000;

export interface DemoResult {
  /** What the database holds; `failed` counts the items of this run's jobs only. */
  counts: Dashboard["counts"];
  /** The scrape and the stages that followed it. */
  jobs: Job[];
  /** Every scene went through every stage. */
  isComplete: boolean;
}

/**
 * Runs the main job over the sample gallery and waits for its whole chain, and for what the queues still hold from an
 * earlier run. Scenes an earlier run collected are not collected again, but go through the stages they have not been through.
 * @param onProgress called with all jobs waited for, after every look at them.
 */
export async function runMainJob(options: {
  client: DemoClient;
  signal: AbortSignal;
  onProgress: (jobs: readonly Job[]) => void;
  stallMs?: number;
}): Promise<DemoResult> {
  const { client, signal, onProgress, stallMs = STALL_MS } = options;
  const { job_id } = await client.start("/api/scraper/start", { source: "gallery", limit: 100 }, randomUUID());
  let lastState = "";
  let lastChangeMs = Date.now();
  for (;;) {
    const { chain } = await client.job(job_id);
    const others = (await client.activeJobs()).items.filter((job) => job.root_job_id !== job_id);
    const jobs = [...others, ...chain];
    onProgress(jobs);
    // A stage's job exists before the one that feeds it can end, so a chain in which all have ended is over.
    if (jobs.every(({ status }) => isFinished(status))) return summarise(client, chain);

    const state = JSON.stringify(
      jobs.map(({ id, status, progress }) => [id, status, progress.current, progress.total]),
    );
    if (state !== lastState) [lastState, lastChangeMs] = [state, Date.now()];
    if (Date.now() - lastChangeMs > stallMs) throw new Error(describeStall(jobs, stallMs));
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function summarise(client: DemoClient, jobs: Job[]): Promise<DemoResult> {
  const { counts } = await client.dashboard();
  const failed = jobs.reduce((sum, job) => sum + job.counts.failed, 0);
  const isComplete =
    jobs.every(({ status }) => status === "completed") &&
    failed === 0 &&
    counts.scenes > 0 &&
    counts.classified === counts.scenes;
  return { counts: { ...counts, failed }, jobs, isComplete };
}

function describeStall(jobs: readonly Job[], stallMs: number): string {
  const open = jobs.filter(({ status }) => !isFinished(status));
  const lines = open.map(({ kind, status, progress }) => `  ${kind} is ${status}: ${progress.message}`);
  return [`Nothing has moved for ${Math.round(stallMs / 60_000)} minutes:`, ...lines].join("\n");
}
