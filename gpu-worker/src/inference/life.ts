import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { context, propagation } from "@opentelemetry/api";
import type { Analysis, AnalyzeJob } from "../analyzer.ts";
import { ImageError } from "../errors.ts";
import type { InferenceFailure, InferenceMessage, InferenceRequest, InferenceSettings, Usage } from "./protocol.ts";

const ENTRY = fileURLToPath(new URL("./process.ts", import.meta.url));

/** The process ended while it had this image. Whether the image is to blame nobody can tell. */
export class InferenceDiedError extends Error {
  override readonly name = "InferenceDiedError";
}

interface Waiting {
  readonly resolve: (analysis: Analysis) => void;
  readonly reject: (error: Error) => void;
}

/** One inference process, from its start to its end. */
export class InferenceLife {
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #whenIdle: (() => void)[] = [];
  #lastId = 0;
  #usage: Usage = { rssMb: 0, cpuMs: 0 };

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", (message: InferenceMessage) => this.#receive(message));
    this.ended = new Promise((resolve) => child.once("exit", () => resolve()));
    child.once("exit", (code, signal) => this.#rejectAll(`the inference process ended (${signal ?? `code ${code}`})`));
    child.on("error", (error) => this.#rejectAll(error.message)); // it could not be sent to; "exit" follows
  }

  /** Starts the process and waits until its models are loaded. @throws {Error} it ended before that; its own output says why. */
  static async start(settings: InferenceSettings): Promise<InferenceLife> {
    const child = fork(ENTRY, [JSON.stringify(settings)], {
      serialization: "advanced", // bytes as bytes
      execArgv: [],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // glibc keeps an arena a thread; two of them instead of eight a core save about 90 MB.
      env: { ...process.env, MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2" },
    });
    const life = new InferenceLife(child);
    await new Promise<void>((resolve, reject) => {
      child.once("message", () => resolve());
      child.once("error", reject);
      child.once("exit", () => reject(new Error("The inference process ended while it loaded the models.")));
    });
    return life;
  }

  /** Images taken since the start. */
  get images(): number {
    return this.#lastId;
  }

  get usage(): Usage {
    return this.#usage;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** @throws {ImageError} as the analyzer does. @throws {InferenceDiedError} */
  analyze(job: AnalyzeJob): Promise<Analysis> {
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Analysis>();
    this.#waiting.set(id, { resolve, reject });
    const trace: Record<string, string> = {};
    propagation.inject(context.active(), trace);
    if (this.#child.connected) this.#child.send({ id, job, trace } satisfies InferenceRequest);
    else this.#rejectAll("the inference process has ended");
    return promise;
  }

  /** Resolves once nothing is in flight. */
  idle(): Promise<void> {
    if (this.#waiting.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.ended;
  }

  #receive(message: InferenceMessage): void {
    this.#usage = message.usage;
    if (message.id === null) return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ("analysis" in message) waiting?.resolve(message.analysis);
    else waiting?.reject(toError(message.failure));
    this.#tellIdle();
  }

  #rejectAll(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new InferenceDiedError(reason));
    this.#waiting.clear();
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (this.#waiting.size > 0) return;
    for (const resolve of this.#whenIdle) resolve();
    this.#whenIdle = [];
  }
}

function toError(failure: InferenceFailure): Error {
  if (failure.kind === "image") return new ImageError(failure.code, failure.message, failure);
  return Object.assign(new Error(failure.message), { stack: failure.stack });
}
