import type { IncomingMessage, ServerResponse } from "node:http";
import sharp from "sharp";
import {
  type AnalyzedImage,
  type AnalyzeResponse,
  analyzeRequestSchema,
  type WorkerStatus,
} from "../../lib/contracts/analyze.ts";
import { encodeRle } from "../../lib/contracts/rle-codec.ts";
import { type LoopbackServer, startLoopbackServer } from "./loopback-server.ts";

const MODEL = { id: "stub", version: "1" };

const STATUS: WorkerStatus = {
  name: "stub",
  version: "1",
  state: "up",
  device: "none",
  models: [],
  busy: 0,
  images_done: 0,
  images_failed: 0,
  rss_mb: 0,
  cpu_percent: null,
  recycles: 0,
  uptime_s: 0,
};

export interface StubGpuWorker {
  url: string;
  /** Answers 503 to everything while true. */
  isDown: boolean;
  /** Called before each analyze answer, with how many were asked for before; the answer waits for it. */
  beforeAnswer: (callsBefore: number) => Promise<void> | void;
  /** Parts of file names that take the worker down: it breaks off without an answer. */
  deadly: Set<string>;
  /** Parts of file names that are refused as bad pictures. */
  refused: Set<string>;
  calls: () => number;
  close(): Promise<void>;
}

/** A real HTTP server that keeps the gpu-worker's contract and finds a sofa and a lamp in every picture it can fetch. */
export async function startStubGpuWorker(token: string): Promise<StubGpuWorker> {
  let calls = 0;
  const server: LoopbackServer = await startLoopbackServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const stub: StubGpuWorker = {
    url: server.origin,
    isDown: false,
    beforeAnswer: () => undefined,
    deadly: new Set(),
    refused: new Set(),
    calls: () => calls,
    close: server.close,
  };
  return stub;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    if (request.url === "/v1/status") return void response.writeHead(200).end(JSON.stringify(STATUS));
    const body = await readText(request);
    await stub.beforeAnswer(calls++);
    if (stub.isDown) return void response.writeHead(503, { "content-type": "text/plain" }).end("model is loading");
    const { images } = analyzeRequestSchema.parse(JSON.parse(body));
    const isDeadly = images.some(
      (image) => "url" in image && [...stub.deadly].some((part) => image.url.includes(part)),
    );
    if (isDeadly) return void response.destroy();
    const results = await Promise.all(images.map((image) => analyze(image.id, "url" in image ? image.url : "")));
    const answer: AnalyzeResponse = { results, models: { detect: MODEL, segment: MODEL, embed: MODEL } };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  async function analyze(id: string, url: string): Promise<AnalyzedImage> {
    if ([...stub.refused].some((part) => url.includes(part))) {
      return { id, ok: false, error: { code: "bad_image", message: "cannot be decoded", permanent: true } };
    }
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    const { width, height } = await sharp(bytes).metadata();
    const found = ["sofa", "lamp"].map((category, index) => ({
      category,
      model_label: category,
      score: 0.9 - index / 10,
      confidence: "accepted" as const,
      box: [0, 0, 40, 40] as [number, number, number, number],
      mask: {
        rle: encodeRle(
          new Uint8Array(1600).fill(1),
          { width: 40, height: 40 },
          {
            left: 0,
            top: 0,
            frameWidth: width,
            frameHeight: height,
          },
        ),
        method: "box",
        quality: 0,
        area_px: 1600,
      },
      embedding: [1, 0, index],
    }));
    return { id, ok: true, width_px: width, height_px: height, objects: found, embedding: [0, 1, 0], timings_ms: {} };
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
