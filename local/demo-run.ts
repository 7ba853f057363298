import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Dashboard } from "../lib/contracts/dashboard.ts";
import { isFinished, type Job } from "../lib/contracts/jobs.ts";
import type { DemoClient } from "./demo-client.ts";

const POLL_MS = 500;
/** A finished stage starts the next by an event; so long a chain may look finished without being it. */
const SETTLE_MS = 10_000;
/** No counter has moved for so long: something hangs, and waiting on would hide it. */
const STALL_MS = 10 * 60_000;

/** `GET /api/dashboard` counts what the database holds; `failed` here counts the items of this run's jobs only. */
export interface DemoResult {
  counts: Dashboard["counts"];
  jobs: Job[];
  isComplete: boolean;
}

interface Options {
  client: DemoClient;
  signal: AbortSignal;
  /** Called with the jobs of the run after every look at them. */
  onProgress: (jobs: readonly Job[]) => void;
}

/** Runs the main job over the sample gallery, finishes what an interrupted run left, and waits for all of it. */
export async function runMainJob(options: Options): Promise<DemoResult> {
  const { client } = options;
  const jobs: Job[] = [...(await runJob("/api/scraper/start", { source: "gallery", limit: 100 }, options))];
  const openScenes = (await client.scenes()).filter(({ status }) => status !== "classified");
  const ids = (wanted: string) => openScenes.filter(({ status }) => status === wanted).map(({ id }) => id);
  if (ids("ingested").length > 0) {
    jobs.push(...(await runJob("/api/detect/batch", { scene_ids: ids("ingested") }, options)));
  }
  if (ids("detected").length > 0) {
    jobs.push(...(await runJob("/api/classify/reclassify", { limit: ids("detected").length }, options)));
  }
  const { counts } = await client.dashboard();
  const failed = jobs.reduce((sum, job) => sum + job.counts.failed, 0);
  const isComplete =
    jobs.every(({ status }) => status === "completed") &&
    failed === 0 &&
    counts.scenes > 0 &&
    counts.classified === counts.scenes;
  return { counts: { ...counts, failed }, jobs, isComplete };
}

/** Starts one job and waits for its whole chain, and for whatever else the queues still hold from an earlier run. */
async function runJob(path: string, body: unknown, { client, signal, onProgress }: Options): Promise<Job[]> {
  const { job_id } = await client.start(path, body, randomUUID());
  let lastState = "";
  let lastChangeMs = Date.now();
  for (;;) {
    const { chain } = await client.job(job_id);
    const others = (await client.activeJobs()).items.filter((job) => job.root_job_id !== job_id);
    onProgress([...chain, ...others]);
    const state = JSON.stringify(
      [...chain, ...others].map(({ id, status, counts, progress }) => [id, status, counts, progress.current]),
    );
    if (state !== lastState) [lastState, lastChangeMs] = [state, Date.now()];
    const quietMs = Date.now() - lastChangeMs;

    const isIdle = others.length === 0 && chain.every(({ status }) => isFinished(status));
    if (isIdle && (quietMs > SETTLE_MS || (await isAllClassified(client)))) return chain;
    if (quietMs > STALL_MS) throw new Error(describeStall([...chain, ...others]));
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function isAllClassified(client: DemoClient): Promise<boolean> {
  const { counts } = await client.dashboard();
  return counts.scenes > 0 && counts.classified === counts.scenes;
}

function describeStall(jobs: readonly Job[]): string {
  const open = jobs.filter(({ status }) => !isFinished(status));
  const lines = open.map(
    ({ kind, status, progress }) =>
      `  ${kind} ${status}, ${progress.current} of ${progress.total}: ${progress.message}`,
  );
  return [`Nothing has moved for ${STALL_MS / 60_000} minutes:`, ...lines].join("\n");
}
