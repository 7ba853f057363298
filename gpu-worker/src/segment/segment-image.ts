import { encodeRle, rleArea } from "../../../lib/contracts/rle-codec.ts";
import type { Corners } from "../images/resize.ts";
import { GRID, type GridPlacement, placeGrid } from "./grid.ts";
import { type OpenCv, withMats } from "./opencv.ts";
import { boxOutline, type Outline, outline } from "./outline.ts";
import type { ObjectMask, SegmentRequest } from "./protocol.ts";

type Mat = InstanceType<OpenCv["Mat"]>;

/** One mask a box, in order; every box gets one. */
export function segmentImage(cv: OpenCv, request: SegmentRequest): ObjectMask[] {
  return withMats((keep) => {
    const image = keep(new cv.Mat(request.height, request.width, cv.CV_8UC3));
    image.data.set(new Uint8Array(request.pixels));
    return request.boxes.map((box) => {
      const placement = placeGrid(box, request);
      return enlarge(cv, outlineOrBox(cv, image, placement), placement, sourceWindow(box, request));
    });
  });
}

/** OpenCV throws a number (a pointer to its exception) when it cannot work with a crop; such an object keeps its box. */
function outlineOrBox(cv: OpenCv, image: Mat, placement: GridPlacement): Outline {
  try {
    return outline(cv, sampleGrid(cv, image, placement), placement);
  } catch (error) {
    if (typeof error !== "number") throw error;
    return boxOutline(placement);
  }
}

/** The image resampled onto the grid; beyond the image its rim is repeated. */
function sampleGrid(cv: OpenCv, image: Mat, { inside, pixels }: GridPlacement): Uint8Array {
  return withMats((keep) => {
    const { left, top, right, bottom } = pixels;
    const region = keep(image.roi(new cv.Rect(left, top, right - left, bottom - top)));
    const resized = keep(new cv.Mat());
    const size = new cv.Size(inside.right - inside.left, inside.bottom - inside.top);
    cv.resize(region, resized, size, 0, 0, region.cols > size.width ? cv.INTER_AREA : cv.INTER_LINEAR);
    const grid = keep(new cv.Mat());
    const below = GRID - inside.bottom;
    const beside = GRID - inside.right;
    cv.copyMakeBorder(resized, grid, inside.top, below, inside.left, beside, cv.BORDER_REPLICATE, new cv.Scalar());
    return Uint8Array.from(grid.data);
  });
}

/** The box in whole pixels of the source image, at least one pixel large. */
function sourceWindow(box: Corners, { width, height, sourceWidth, sourceHeight }: SegmentRequest) {
  const [scaleX, scaleY] = [sourceWidth / width, sourceHeight / height];
  const left = Math.min(sourceWidth - 1, Math.max(0, Math.round(box.left * scaleX)));
  const top = Math.min(sourceHeight - 1, Math.max(0, Math.round(box.top * scaleY)));
  const right = Math.min(sourceWidth, Math.max(left + 1, Math.round(box.right * scaleX)));
  const bottom = Math.min(sourceHeight, Math.max(top + 1, Math.round(box.bottom * scaleY)));
  return { left, top, width: right - left, height: bottom - top, frameWidth: sourceWidth, frameHeight: sourceHeight };
}

function enlarge(
  cv: OpenCv,
  { level, method, quality }: Outline,
  { box }: GridPlacement,
  window: ReturnType<typeof sourceWindow>,
): ObjectMask {
  return withMats((keep) => {
    const grid = keep(new cv.Mat(GRID, GRID, cv.CV_32FC1));
    grid.data32F.set(level);
    const inBox = keep(grid.roi(new cv.Rect(box.left, box.top, box.right - box.left, box.bottom - box.top)));
    const large = keep(new cv.Mat());
    cv.resize(inBox, large, new cv.Size(window.width, window.height), 0, 0, cv.INTER_LINEAR);
    const levels: Float32Array = large.data32F;
    const mask = new Uint8Array(levels.length);
    levels.forEach((value, i) => {
      mask[i] = value >= 0.5 ? 1 : 0;
    });
    const rle = encodeRle(mask, window, window);
    return { rle, method, quality, areaPx: rleArea(rle) };
  });
}
