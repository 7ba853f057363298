import type { Logger } from "pino";
import type { WorkerAction, WorkerStatus } from "../../lib/contracts/analyze.ts";
import type { InferenceHost } from "./inference/host.ts";

/** The part of a status that is not about the processes themselves. */
export type Described = Omit<WorkerStatus, "state" | "rss_mb" | "cpu_percent" | "recycles">;

interface ControlOptions {
  readonly describe: () => Described;
  readonly host: InferenceHost;
  /** Waits for what is in flight, then ends the service. */
  readonly shutdown: () => void;
  readonly log: Logger;
}

/** What an operator may tell a worker, and what it says of itself. */
export class WorkerControl implements Record<WorkerAction, () => void> {
  readonly #options: ControlOptions;
  #mode: WorkerStatus["state"] = "up";
  #isEnding = false;
  #lastLook: { atMs: number; cpuMs: number } | null = null;

  constructor(options: ControlOptions) {
    this.#options = options;
  }

  get mode(): WorkerStatus["state"] {
    return this.#mode;
  }

  /** Finishes what it has, takes nothing new. */
  drain(): void {
    this.#mode = "draining";
  }

  /** Takes work again; a worker that is shutting down does not come back. */
  resume(): void {
    if (!this.#isEnding) this.#mode = "up";
  }

  /** Replaces the inference process; requests in flight finish, new ones wait for it. */
  restart(): void {
    const { host, log } = this.#options;
    host.recycle().catch((error: unknown) => log.error({ err: error }, "the inference process could not be replaced"));
  }

  shutdown(): void {
    this.drain();
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#options.log.info("shutting down as asked");
    setImmediate(this.#options.shutdown); // the answer to this request goes out first
  }

  status(): WorkerStatus {
    const { rssMb, cpuMs, recycles } = this.#options.host.stats;
    const own = process.cpuUsage();
    const look = { atMs: performance.now(), cpuMs: cpuMs + (own.user + own.system) / 1000 };
    const before = this.#lastLook;
    this.#lastLook = look;
    return {
      ...this.#options.describe(),
      state: this.#mode,
      rss_mb: Math.round(process.memoryUsage.rss() / 1_048_576 + rssMb),
      cpu_percent: before && Math.max(0, Math.round((100 * (look.cpuMs - before.cpuMs)) / (look.atMs - before.atMs))),
      recycles,
    };
  }
}
