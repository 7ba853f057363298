import { type Rle, rleSchema } from "@/lib/contracts/rle";
import { compressCounts, decodeRle, encodeRle } from "@/lib/contracts/rle-codec";
import { storable } from "@/lib/db/storable";

export type AnnotationOrigin = "huggingface" | "coco" | "yolo" | "voc" | "parquet";

/** A label, box or mask as a dataset writes it. It travels in a job item, so it is plain JSON. */
export interface RawAnnotation {
  /** Names it within its picture and dataset. */
  id: string;
  label: string;
  box?: { values: number[]; form: BoxForm /** Shares of width and height rather than pixels. */; isRelative?: boolean };
  /** COCO polygons: x, y, x, y, … in pixels. */
  polygons?: number[][];
  /** COCO RLE, compressed or as run lengths. */
  rle?: { size: [height: number, width: number]; counts: string | number[] };
  /** Size of the picture these pixels were measured in; default that of the picture as it came. */
  frame?: Size;
}
export type BoxForm = "xywh" | "xyxy" | "cxcywh";

export interface Size {
  width: number;
  height: number;
}

/** As it is stored: pixels of the scene, whatever it was measured in. */
export interface Annotation {
  raw_id: string;
  label: string;
  box: [x: number, y: number, width: number, height: number] | null;
  mask: Rle | null;
}

const LABEL_LENGTH_MAX = 200;
/** A box may lie this far outside by rounding, as a share of the side. */
const OUTSIDE_TOLERANCE = 0.02;

/** Brings an annotation into the frame of its scene; null when neither its box nor its mask makes sense there. */
export function toAnnotation(raw: RawAnnotation, scene: Size): Annotation | null {
  const frame = raw.frame ?? scene;
  const label = storable(raw.label).trim().slice(0, LABEL_LENGTH_MAX);
  if (label === "") return null;
  const isTurned = isAcross(frame, scene);
  const mask = isTurned ? null : maskOf(raw, frame, scene);
  const box = raw.box && !isTurned ? toBox(raw.box, frame, scene) : null;
  const isBroken = (raw.box || raw.polygons || raw.rle) && !box && !mask;
  return isBroken ? null : { raw_id: storable(raw.id).slice(0, LABEL_LENGTH_MAX), label, box, mask };
}

/**
 * Whether a dataset measured in the file's own rows and columns where the camera's note (EXIF) says to turn it: scenes are
 * upright, and which way it was turned is not told, so these pixels name no place in the scene.
 */
const isAcross = (frame: Size, scene: Size): boolean =>
  frame.width !== frame.height && frame.width === scene.height && frame.height === scene.width;

function toBox({ values, form, isRelative }: NonNullable<RawAnnotation["box"]>, frame: Size, scene: Size) {
  const [a, b, c, d] = values;
  if (values.length !== 4 || !values.every(Number.isFinite)) return null;
  const [one, two, three, four] = [a ?? 0, b ?? 0, c ?? 0, d ?? 0];
  const unit = isRelative ? { width: 1, height: 1 } : frame;
  const size = form === "xyxy" ? [three - one, four - two] : [three, four];
  const corner = form === "cxcywh" ? [one - three / 2, two - four / 2] : [one, two];
  const [left, width] = along(corner[0] ?? 0, size[0] ?? 0, unit.width, scene.width);
  const [top, height] = along(corner[1] ?? 0, size[1] ?? 0, unit.height, scene.height);
  if (width <= 0 || height <= 0) return null;
  return [left, top, width, height] as Annotation["box"];
}

/** A stretch of one axis, scaled to the scene and cut to it; a length of 0 says that it lies outside. */
function along(start: number, length: number, of: number, side: number): [start: number, length: number] {
  const isOutside = start < -of * OUTSIDE_TOLERANCE || start + length > of * (1 + OUTSIDE_TOLERANCE);
  if (isOutside || of <= 0) return [0, 0];
  const from = Math.max(0, start);
  const to = Math.min(of, start + length);
  return [round((from / of) * side), round(((to - from) / of) * side)];
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Only a mask of the scene's own size: one scaled would no longer be what the dataset says. */
function maskOf({ rle, polygons }: RawAnnotation, frame: Size, scene: Size): Rle | null {
  if (rle) {
    const counts = typeof rle.counts === "string" ? rle.counts : compressCounts(rle.counts);
    const parsed = rleSchema.safeParse({ size: rle.size, counts });
    return parsed.success &&
      parsed.data.size[0] === scene.height &&
      parsed.data.size[1] === scene.width &&
      isWhole(parsed.data)
      ? parsed.data
      : null;
  }
  if (!polygons || polygons.length === 0 || frame.width !== scene.width || frame.height !== scene.height) return null;
  return encodeRle(fillPolygons(polygons, scene), scene);
}

function isWhole(rle: Rle): boolean {
  try {
    decodeRle(rle);
    return true;
  } catch {
    return false;
  }
}

/** Pixels whose centre lies inside any of the polygons (even-odd within one). */
export function fillPolygons(polygons: number[][], { width, height }: Size): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const polygon of polygons) {
    for (let y = 0; y < height; y += 1) {
      const crossings = crossingsAt(polygon, y + 0.5);
      for (let index = 0; index + 1 < crossings.length; index += 2) {
        const from = Math.max(0, Math.ceil((crossings[index] ?? 0) - 0.5));
        const to = Math.min(width, Math.ceil((crossings[index + 1] ?? 0) - 0.5));
        if (to > from) mask.fill(1, y * width + from, y * width + to);
      }
    }
  }
  return mask;
}

function crossingsAt(polygon: number[], y: number): number[] {
  const crossings: number[] = [];
  for (let index = 0; index + 1 < polygon.length; index += 2) {
    const next = (index + 2) % (polygon.length - (polygon.length % 2));
    const [x1, y1] = [polygon[index] ?? 0, polygon[index + 1] ?? 0];
    const [x2, y2] = [polygon[next] ?? 0, polygon[next + 1] ?? 0];
    if (y1 <= y !== y2 <= y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return crossings.sort((a, b) => a - b);
}
