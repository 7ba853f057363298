import type { Corners } from "../images/resize.ts";
import type { Detection } from "./boxes.ts";

/** One level of NanoDet's head, row-major, for a square input. */
export interface NanodetLevel {
  readonly stridePx: number;
  /** Cells a side: input size / stride. */
  readonly cells: number;
  /** [cells², labels], after the sigmoid. */
  readonly scores: Float32Array;
  /** [cells², 4 × bins]: logits of the distances to left, top, right, bottom, in strides. */
  readonly sides: Float32Array;
}

/**
 * Boxes of every cell and label that scores at least `scoreMin`, in input pixels, unordered, not suppressed.
 * Each distance is the expectation over its bins 0..bins-1 (distribution focal loss).
 * Source: Li et al., "Generalized Focal Loss", arXiv:2006.04388; NanoDet's own head does the same.
 */
export function decodeNanodet(levels: readonly NanodetLevel[], labelCount: number, scoreMin: number): Detection[] {
  const detections: Detection[] = [];
  for (const level of levels) {
    for (let cell = 0; cell < level.cells ** 2; cell++) {
      let box: Corners | undefined;
      for (let label = 0; label < labelCount; label++) {
        const score = level.scores[cell * labelCount + label] ?? 0;
        if (score < scoreMin) continue;
        box ??= cellBox(level, cell);
        detections.push({ box, label, score });
      }
    }
  }
  return detections;
}

/** The box that one cell of a level predicts, in input pixels. */
function cellBox(level: NanodetLevel, cell: number): Corners {
  const { stridePx, cells, sides } = level;
  const bins = sides.length / cells ** 2 / 4;
  const x = ((cell % cells) + 0.5) * stridePx;
  const y = (Math.floor(cell / cells) + 0.5) * stridePx;
  const distance = (side: number) => expectedBin(sides, (cell * 4 + side) * bins, bins) * stridePx;
  return { left: x - distance(0), top: y - distance(1), right: x + distance(2), bottom: y + distance(3) };
}

/** Mean bin index under the softmax of `bins` logits. */
function expectedBin(logits: Float32Array, offset: number, bins: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let bin = 0; bin < bins; bin++) largest = Math.max(largest, logits[offset + bin] ?? largest);
  let total = 0;
  let weighted = 0;
  for (let bin = 0; bin < bins; bin++) {
    const weight = Math.exp((logits[offset + bin] ?? 0) - largest);
    total += weight;
    weighted += weight * bin;
  }
  return weighted / total;
}
