import type { WorkerStatus } from "@/lib/contracts/analyze";
import type { Db } from "@/lib/db/client";
import type { Deps } from "@/lib/deps";
import { expectWorkers, forgetWorkers, type SeenWorker, saveWorkers, takeLease } from "./workers.repository";

/** A little less than the time between two beats, so that of many app instances one asks with each. */
const LEASE_MS = 10_000;

/**
 * Asks every gpu-worker how it is and writes it down. Of all who call this (timers of app instances, the minute's function,
 * people who look) one does it every ten seconds; to the others it answers false at once.
 */
export async function watchWorkers({ db, gpu }: Pick<Deps, "db" | "gpu">, nowMs = Date.now()): Promise<boolean> {
  if (!(await takeLease(db, "watch-workers", LEASE_MS))) return false;
  const looks = await gpu.status();
  const answered = looks.flatMap(({ url, status }) => (status ? [seenGpuWorker(url, status, nowMs)] : []));
  const silent = looks.flatMap(({ url, status }) => (status ? [] : [{ id: gpuWorkerId(url), url }]));
  await expectWorkers(db, silent);
  await saveWorkers(db, answered);
  await forgetWorkers(db, { known: looks.map(({ url }) => gpuWorkerId(url)), nowMs });
  return true;
}

/** Writes down what a gpu-worker has just said of itself. */
export const noteStatus = (db: Db, url: string, status: WorkerStatus, nowMs: number): Promise<void> =>
  saveWorkers(db, [seenGpuWorker(url, status, nowMs)]);

/** The worker at an address, as it stands in paths: `gpu-10.0.0.5-8790`. */
export const gpuWorkerId = (url: string): string =>
  `gpu-${url.replace(/^https?:\/\//, "").replaceAll(/[^a-zA-Z0-9.]+/g, "-")}`.replace(/-$/, "");

function seenGpuWorker(url: string, status: WorkerStatus, nowMs: number): SeenWorker {
  const { version, state, uptime_s } = status;
  const times = {
    started_at: new Date(nowMs - uptime_s * 1000).toISOString(),
    last_seen_at: new Date(nowMs).toISOString(),
  };
  return { id: gpuWorkerId(url), kind: "gpu-worker", url, version, state, details: status, ...times };
}
