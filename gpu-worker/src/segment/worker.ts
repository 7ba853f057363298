import { parentPort } from "node:worker_threads";
import { encodeRle, rleArea } from "../../../lib/contracts/rle-codec.ts";
import type { Corners } from "../images/resize.ts";
import { boxMask, type Crop, type CropMask, cropAround, outline } from "./grabcut.ts";
import { loadOpenCv, type OpenCv, withMats } from "./opencv.ts";
import { type ObjectMask, READY, type SegmentRequest, type SegmentResponse } from "./protocol.ts";

/** The thread that outlines objects: one request an image, answered in order. */
const { cv } = await loadOpenCv();
parentPort?.on("message", (request: SegmentRequest) => parentPort?.postMessage(answer(request)));
parentPort?.postMessage(READY);

function answer(request: SegmentRequest): SegmentResponse {
  try {
    return { id: request.id, masks: segment(cv, request) };
  } catch (error) {
    // OpenCV throws numbers (pointers to C++ exceptions).
    return { id: request.id, error: error instanceof Error ? error.message : `OpenCV exception ${error}` };
  }
}

function segment(cv: OpenCv, request: SegmentRequest): ObjectMask[] {
  return withMats((keep) => {
    const image = keep(new cv.Mat(request.height, request.width, cv.CV_8UC3));
    image.data.set(new Uint8Array(request.pixels));
    return request.boxes.map((box) => segmentBox(cv, image, box, request));
  });
}

function segmentBox(cv: OpenCv, image: InstanceType<OpenCv["Mat"]>, box: Corners, request: SegmentRequest): ObjectMask {
  const crop = cropAround(box, request);
  const { mask, method, quality } = outlineOrBox(cv, image, crop);
  const scaleX = request.sourceWidth / request.width;
  const scaleY = request.sourceHeight / request.height;
  const left = Math.round(crop.left * scaleX);
  const top = Math.round(crop.top * scaleY);
  const width = Math.min(request.sourceWidth, Math.round((crop.left + crop.sourceWidth) * scaleX)) - left;
  const height = Math.min(request.sourceHeight, Math.round((crop.top + crop.sourceHeight) * scaleY)) - top;
  const enlarged = enlarge(cv, mask, crop, { width, height });
  const window = { left, top, frameWidth: request.sourceWidth, frameHeight: request.sourceHeight };
  const rle = encodeRle(enlarged, { width, height }, window);
  return { rle, method, quality, areaPx: rleArea(rle) };
}

/** GrabCut refuses a crop of one colour; such an object keeps its box. */
function outlineOrBox(cv: OpenCv, image: InstanceType<OpenCv["Mat"]>, crop: Crop): CropMask {
  try {
    return outline(cv, shrink(cv, image, crop), crop);
  } catch (error) {
    if (typeof error !== "number") throw error;
    return { mask: boxMask(crop), method: "box", quality: 0 };
  }
}

function shrink(cv: OpenCv, image: InstanceType<OpenCv["Mat"]>, crop: Crop): Uint8Array {
  return withMats((keep) => {
    const region = keep(image.roi(new cv.Rect(crop.left, crop.top, crop.sourceWidth, crop.sourceHeight)));
    const small = keep(new cv.Mat());
    cv.resize(region, small, new cv.Size(crop.width, crop.height), 0, 0, cv.INTER_AREA);
    return Uint8Array.from(small.data);
  });
}

function enlarge(cv: OpenCv, mask: Uint8Array, from: Crop, to: { width: number; height: number }): Uint8Array {
  return withMats((keep) => {
    const small = keep(new cv.Mat(from.height, from.width, cv.CV_8UC1));
    small.data.set(mask);
    const large = keep(new cv.Mat());
    cv.resize(small, large, new cv.Size(to.width, to.height), 0, 0, cv.INTER_LINEAR);
    cv.threshold(large, large, 127, 1, cv.THRESH_BINARY);
    return Uint8Array.from(large.data);
  });
}
