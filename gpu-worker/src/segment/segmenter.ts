import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { DecodedImage } from "../images/decode.ts";
import type { Corners } from "../images/resize.ts";
import { type ObjectMask, READY, type SegmentResponse } from "./protocol.ts";

interface Waiting {
  readonly resolve: (masks: ObjectMask[]) => void;
  readonly reject: (error: Error) => void;
}

/** Outlines objects in a thread of its own, so that the server keeps answering meanwhile. */
export class Segmenter {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (response: SegmentResponse) => this.#settle(response));
    // No "error" listener on purpose: a thread that dies takes the process with it, and the supervisor starts a whole one.
    worker.on("exit", () => this.#rejectAll(new Error("the segmentation thread ended")));
  }

  /** Starts the thread and waits until OpenCV is loaded. */
  static async start(): Promise<Segmenter> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url));
    const [first] = await once(worker, "message");
    if (first !== READY) throw new Error(`the segmentation thread began with ${String(first)}`);
    return new Segmenter(worker);
  }

  /**
   * One mask a box, in the order of the boxes; every box gets one.
   * @param boxes In pixels of the working copy.
   */
  segment(image: DecodedImage, boxes: readonly Corners[]): Promise<ObjectMask[]> {
    if (boxes.length === 0) return Promise.resolve([]);
    const id = ++this.#lastId;
    const pixels = Uint8Array.from(image.rgb.data).buffer;
    const { promise, resolve, reject } = Promise.withResolvers<ObjectMask[]>();
    this.#waiting.set(id, { resolve, reject });
    const { width, height } = image.rgb;
    const request = { id, pixels, width, height, sourceWidth: image.width, sourceHeight: image.height, boxes };
    this.#worker.postMessage(request, [pixels]);
    return promise;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(response: SegmentResponse): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if ("masks" in response) waiting?.resolve(response.masks);
    else waiting?.reject(new Error(`outlining failed: ${response.error}`));
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
