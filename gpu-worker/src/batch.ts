import type { Logger } from "pino";
import type { z } from "zod";
import type { AnalyzedImage, AnalyzeResponse, analyzeRequestSchema } from "../../lib/contracts/analyze.ts";
import type { Analysis, AnalyzeJob } from "./analyzer.ts";
import { ImageError } from "./errors.ts";
import { fetchImage, tooManyBytes } from "./images/fetch.ts";
import { InferenceDiedError } from "./inference/life.ts";
import { Limiter } from "./limiter.ts";

const IMAGE_BYTES_MAX = 32 * 1_048_576;
const FETCH_TIMEOUT_MS = 20_000;

export type ParsedRequest = z.output<typeof analyzeRequestSchema>;

interface BatchRunnerOptions {
  readonly analyze: (job: AnalyzeJob) => Promise<Analysis>;
  /** What every answer says it was made with. */
  readonly models: AnalyzeResponse["models"];
  /** Images worked on at once. */
  readonly concurrency: number;
  readonly log: Logger;
}

/** Works through batches of images, a few at a time, and counts what it did. */
export class BatchRunner {
  readonly #options: BatchRunnerOptions;
  readonly #limiter: Limiter;
  #done = 0;
  #failed = 0;

  constructor(options: BatchRunnerOptions) {
    this.#options = options;
    this.#limiter = new Limiter(options.concurrency);
  }

  get counts(): { busy: number; images_done: number; images_failed: number } {
    return { busy: this.#limiter.active, images_done: this.#done, images_failed: this.#failed };
  }

  /** One result an image, in the order of the request; an image that fails does not touch the others. */
  async run(request: ParsedRequest): Promise<AnalyzeResponse> {
    const results = await Promise.all(
      request.images.map((image) => this.#limiter.run(() => this.#runOne(image, request))),
    );
    return { results, models: this.#options.models };
  }

  async #runOne(image: ParsedRequest["images"][number], request: ParsedRequest): Promise<AnalyzedImage> {
    const { id } = image;
    try {
      const bytes = "url" in image ? await this.#fetch(image.url) : decodeBase64(image.bytes_base64);
      const job = { bytes, tasks: request.tasks, maxObjects: request.max_objects };
      const analysis = await this.#options.analyze(job);
      this.#done++;
      return { id, ok: true, ...analysis };
    } catch (error) {
      // Nobody can tell which image of those in flight is to blame, so the request as a whole fails.
      if (error instanceof InferenceDiedError) throw error;
      this.#failed++;
      return { id, ok: false, error: this.#explain(id, error) };
    }
  }

  #fetch(url: string): Promise<Uint8Array> {
    return fetchImage(url, { bytesMax: IMAGE_BYTES_MAX, timeoutMs: FETCH_TIMEOUT_MS });
  }

  #explain(id: string, error: unknown): Extract<AnalyzedImage, { ok: false }>["error"] {
    if (error instanceof ImageError) {
      this.#options.log.info({ image_id: id, code: error.code }, "image refused");
      return { code: error.code, message: error.message, permanent: error.isPermanent };
    }
    this.#options.log.error({ image_id: id, err: error }, "image failed");
    return { code: "internal", message: "The worker failed on this image; its log has the cause.", permanent: false };
  }
}

function decodeBase64(text: string): Uint8Array {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length > IMAGE_BYTES_MAX) throw tooManyBytes(IMAGE_BYTES_MAX);
  return bytes;
}
