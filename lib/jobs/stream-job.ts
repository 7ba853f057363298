import { setTimeout as sleep } from "node:timers/promises";
import { isFinished, type JobDetail } from "@/lib/contracts/jobs";
import type { Db } from "@/lib/db/client";
import { messageOf } from "@/lib/errors";
import { log } from "@/lib/log";
import { getJobDetail } from "./jobs.repository";

const POLL_MS = 700;
const HEARTBEAT_MS = 15_000;

/** Server-sent events of one job: `progress` whenever its chain changes, `finished` when all of it has ended. */
export function streamJob(db: Db, jobId: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      try {
        for await (const event of watch(db, jobId, signal)) send(event);
      } catch (error) {
        if (!signal.aborted) log.warn({ jobId, reason: messageOf(error) }, "job stream ended early");
      }
      if (!signal.aborted) controller.close();
    },
  });
}

async function* watch(db: Db, jobId: string, signal: AbortSignal): AsyncGenerator<string> {
  let last = "";
  let spokeAt = Date.now();
  while (!signal.aborted) {
    const detail = await getJobDetail(db, jobId);
    const data = JSON.stringify(detail);
    if (data !== last) {
      yield format(isChainFinished(detail) ? "finished" : "progress", data);
      last = data;
      spokeAt = Date.now();
    } else if (Date.now() - spokeAt > HEARTBEAT_MS) {
      yield ": still here\n\n"; // keeps proxies from closing a quiet stream
      spokeAt = Date.now();
    }
    if (isChainFinished(detail)) return;
    await sleep(POLL_MS, undefined, { signal });
  }
}

const isChainFinished = (detail: JobDetail): boolean => detail.chain.every((job) => isFinished(job.status));

const format = (event: "progress" | "finished", data: string): string => `event: ${event}\ndata: ${data}\n\n`;
