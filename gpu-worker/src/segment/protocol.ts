import type { Rle } from "../../../lib/contracts/rle.ts";
import type { Corners } from "../images/resize.ts";

/** One image's outlines to make; its pixel buffer is transferred, not copied. */
export interface SegmentRequest {
  readonly id: number;
  /** Interleaved 8-bit RGB of the working copy. */
  readonly pixels: ArrayBuffer;
  readonly width: number;
  readonly height: number;
  /** Size of the upright source image; masks come in it. */
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  /** In pixels of the working copy. */
  readonly boxes: readonly Corners[];
}

export interface ObjectMask {
  readonly rle: Rle;
  /** `grabcut`: colours, then GrabCut where they leave a doubt; `colour`: without it; `box`: the bare box. */
  readonly method: "grabcut" | "colour" | "box";
  /** In [0, 1]; 0 for a bare box. */
  readonly quality: number;
  readonly areaPx: number;
}

export type SegmentResponse =
  | { readonly id: number; readonly masks: ObjectMask[] }
  | { readonly id: number; readonly error: string };

/** Sent once, when OpenCV is loaded. */
export const READY = "ready";
