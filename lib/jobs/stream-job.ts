import { isFinished, type Job, type JobDetail } from "@/lib/contracts/jobs";
import type { Db } from "@/lib/db/client";
import { type ChainNews, watchChain } from "./watch-jobs";

const HEARTBEAT_MS = 15_000;
/** Events a reader may be behind; what it misses of the progress then, a later event says too. */
const BEHIND_MAX = 100;

/**
 * Server-sent events of one job: `progress` whenever its chain changes, `log` for each new line of the chain's logs, `finished`
 * when all of the chain has ended, and then no more. The first says how things stand.
 */
export function streamJob(db: Db, detail: JobDetail, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave = () => {};
  return new ReadableStream({
    start(controller) {
      let last = "";
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const tell = ({ chain, lines }: ChainNews) => {
        const job = chain.find(({ id }) => id === detail.id);
        if (!job || (controller.desiredSize ?? 0) < -BEHIND_MAX) return;
        for (const line of lines) send(format("log", JSON.stringify(line)));
        const data = JSON.stringify({ ...job, chain });
        const isOver = isChainFinished(chain);
        if (data !== last) send(format(isOver ? "finished" : "progress", data));
        last = data;
        if (isOver) close();
      };
      const stopWatching = watchChain(db, detail.root_job_id, tell);
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS); // keeps proxies from closing a quiet stream
      leave = () => {
        clearInterval(heartbeat);
        stopWatching();
      };
      const close = () => {
        leave();
        signal.removeEventListener("abort", leave);
        controller.close();
      };
      signal.addEventListener("abort", leave, { once: true });
      if (signal.aborted) leave();
      else tell({ chain: detail.chain, lines: [] });
    },
    cancel: () => leave(),
  });
}

const isChainFinished = (chain: Job[]): boolean => chain.every((job) => isFinished(job.status));

const format = (event: "progress" | "log" | "finished", data: string): string => `event: ${event}\ndata: ${data}\n\n`;
