import { setTimeout as sleep } from "node:timers/promises";
import { isFinished, type JobDetail } from "../lib/contracts/jobs.ts";
import { dataOf, type ModomoClient } from "./client.ts";

const PAUSE_MS = 1000;

/**
 * Waits until a job and all that follows from it have ended.
 * @param told gets each new line of progress.
 */
export async function waitForJob(client: ModomoClient, id: string, told: (line: string) => void): Promise<JobDetail> {
  let last = "";
  for (;;) {
    const job = (await dataOf(client.GET("/api/jobs/{id}", { params: { path: { id } } }))) as JobDetail;
    const line = job.chain.map(({ kind, status, progress }) => `${kind} ${status}: ${progress.message}`).join(" · ");
    if (line !== last) told(line);
    last = line;
    if (job.chain.every(({ status }) => isFinished(status))) return job;
    await sleep(PAUSE_MS);
  }
}

/** What a script wants to know: did everything succeed? */
export const hasSucceeded = ({ chain }: JobDetail): boolean => chain.every(({ status }) => status === "completed");
