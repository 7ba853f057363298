import { parentPort } from "node:worker_threads";
import { loadOpenCv } from "./opencv.ts";
import { READY, type SegmentRequest, type SegmentResponse } from "./protocol.ts";
import { segmentImage } from "./segment-image.ts";

/** The thread that outlines objects: one request an image, answered in order. */
const { cv } = await loadOpenCv();
parentPort?.on("message", (request: SegmentRequest) => parentPort?.postMessage(answer(request)));
parentPort?.postMessage(READY);

function answer(request: SegmentRequest): SegmentResponse {
  try {
    return { id: request.id, masks: segmentImage(cv, request) };
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : `OpenCV exception ${error}` };
  }
}
