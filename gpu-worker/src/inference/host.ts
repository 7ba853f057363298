import type { Logger } from "pino";
import type { Analysis, AnalyzeJob } from "../analyzer.ts";
import { InferenceDiedError, InferenceLife } from "./life.ts";
import type { InferenceSettings } from "./protocol.ts";

/** An image that was in a process which died twice is not tried a third time here; its job may. */
const DEATHS_MAX = 2;

interface HostOptions {
  readonly settings: InferenceSettings;
  /** The process is replaced after so many images, or once it holds so much memory. */
  readonly recycle: { readonly images: number; readonly mib: number };
  readonly log: Logger;
}

/**
 * Runs inference in a process that is replaced now and then. Images that come meanwhile wait the few seconds until the new
 * one has its models; one that was in a process which died is done again.
 */
export class InferenceHost {
  readonly #options: HostOptions;
  #life: InferenceLife | null = null;
  /** While a process starts or is replaced. */
  #change: Promise<void> | null = null;
  #recycles = 0;
  #cpuMsOfEnded = 0;
  #isClosed = false;

  private constructor(options: HostOptions) {
    this.#options = options;
  }

  /** @throws {Error} the models cannot be loaded. */
  static async start(options: HostOptions): Promise<InferenceHost> {
    const host = new InferenceHost(options);
    await host.#ready();
    return host;
  }

  /** How often the process was replaced, dead ones included, and what it holds; `cpuMs` is the sum of all processes. */
  get stats(): { recycles: number; rssMb: number; cpuMs: number; pid: number | undefined } {
    const { rssMb = 0, cpuMs = 0 } = this.#life?.usage ?? {};
    return { recycles: this.#recycles, rssMb, cpuMs: this.#cpuMsOfEnded + cpuMs, pid: this.#life?.pid };
  }

  /** @throws {ImageError} the bytes are not an image this worker reads. @throws {InferenceDiedError} twice in a row. */
  async analyze(job: AnalyzeJob): Promise<Analysis> {
    for (let deaths = 1; ; deaths += 1) {
      const life = await this.#ready();
      try {
        return await life.analyze(job);
      } catch (error) {
        if (!(error instanceof InferenceDiedError) || deaths >= DEATHS_MAX) throw error;
      } finally {
        if (this.#isWornOut(life)) this.recycle().catch((error: unknown) => this.#tellFailure(error));
      }
    }
  }

  /** Replaces the process once what it has in flight is done. Asked twice at a time, it does so once. */
  recycle(): Promise<void> {
    this.#change ??= this.#during(async () => {
      const old = this.#life;
      await old?.idle();
      this.#forget(old);
      await old?.end();
      await this.#start();
    });
    return this.#change;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#change?.catch(() => undefined); // it was told to whoever asked for it
    const life = this.#life;
    await life?.idle();
    await life?.end();
  }

  async #ready(): Promise<InferenceLife> {
    while (this.#change) await this.#change;
    if (this.#life) return this.#life;
    this.#change = this.#during(() => this.#start());
    return this.#ready();
  }

  async #during(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } finally {
      this.#change = null;
    }
  }

  async #start(): Promise<void> {
    const life = await InferenceLife.start(this.#options.settings);
    this.#life = life;
    void life.ended.then(() => this.#mourn(life));
  }

  /** The next image tries to start one again. */
  #tellFailure(error: unknown): void {
    this.#options.log.error({ err: error }, "no new inference process could be started");
  }

  #mourn(life: InferenceLife): void {
    if (this.#life !== life || this.#isClosed) return;
    this.#options.log.error({ images: life.images }, "the inference process died and is started again");
    this.#forget(life);
  }

  #forget(life: InferenceLife | null): void {
    if (!life || life !== this.#life) return;
    this.#recycles += 1;
    this.#cpuMsOfEnded += life.usage.cpuMs;
    this.#life = null;
  }

  #isWornOut(life: InferenceLife): boolean {
    const { images, mib } = this.#options.recycle;
    return life === this.#life && !this.#isClosed && (life.images >= images || life.usage.rssMb >= mib);
  }
}
