import type { Evidence } from "./evidence.ts";
import type { ImageSignals } from "./image-signals.ts";

/** Log odds of a plan before anything is seen: the collected sites show few. */
export const PLAN_START = -5;
/** Enough for a sure drawing to win over the photograph labels, whose weights were never fitted on drawings. */
const DRAWING_WEIGHT = 14;

/**
 * A plan is drawn: thin strokes on white, lines level or upright, few colours. All three must hold, since a white chair's
 * cut-out has two of them. The limits lie between made-up plans and the most plan-like of 588 photographs; they have not
 * been checked on real plans, of which there were none.
 */
export function drawingEvidence({ strokes, straightEdges, colourEntropy }: ImageSignals): Evidence[] {
  const drawn = Math.min(
    ramp(strokes, { none: 0.02, full: 0.04 }),
    ramp(straightEdges, { none: 0.75, full: 0.83 }),
    ramp(colourEntropy, { none: 0.25, full: 0.19 }),
  );
  if (drawn === 0) return [];
  const detail = "Thin straight strokes on white with few colours, as in a drawing.";
  return [{ kind: "image", label: "plan", weight: DRAWING_WEIGHT * drawn, detail }];
}

/** 0 at `none`, 1 at `full` and beyond, a straight line between; `full` may lie below `none`. */
function ramp(value: number, { none, full }: { none: number; full: number }): number {
  return Math.min(1, Math.max(0, (value - none) / (full - none)));
}
