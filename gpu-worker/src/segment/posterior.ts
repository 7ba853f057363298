import type { Corners } from "../images/resize.ts";
import { binColours, colourEvidence } from "./colour.ts";
import { CELLS, eachCell, GRID, type GridPlacement } from "./grid.ts";
import { guidedFilter } from "./guided-filter.ts";

// The constants below were chosen on COCO's development half; docs/models.md tells how, and how flat the optimum is.

/** Log-odds of "object" in the middle of a box; they fall with the squared distance, to minus this at the corners. */
const PRIOR_PEAK = 1.5;
/** Share of a cell outside the box that is still taken for object while colours are learnt. */
const OUTSIDE = 0.001;
const PRIOR_WEIGHT = 0.65;
const COLOUR_WEIGHT = 0.8;
const EVIDENCE_MAX = 6;
/** Each round learns the colours again from the last round's result. */
const ROUNDS = 2;
const SMOOTHING = { size: GRID, radius: 3, smoothing: 0.003 };

/**
 * Probability of each grid cell to be the object, from its place in the box and its colour, aligned with the image's
 * edges. Zero outside the box.
 * @param rgb Interleaved RGB of the grid.
 */
export function objectProbability(rgb: Uint8Array, { box, inside }: GridPlacement): Float32Array {
  const isKnown = new Uint8Array(CELLS);
  eachCell(inside, (cell) => {
    isKnown[cell] = 1;
  });
  const prior = placePrior(box);
  const { bins, lightness } = binColours(rgb);
  let probability = prior.map((logOdds) => (Number.isFinite(logOdds) ? sigmoid(logOdds) : OUTSIDE));
  for (let round = 0; round < ROUNDS; round++) {
    const evidence = colourEvidence(bins, probability, isKnown);
    probability = prior.map((logOdds, cell) => {
      const colour = Math.max(-EVIDENCE_MAX, Math.min(EVIDENCE_MAX, evidence[cell] ?? 0));
      return sigmoid(PRIOR_WEIGHT * logOdds + COLOUR_WEIGHT * colour);
    });
  }
  const smooth = guidedFilter(probability, lightness, SMOOTHING);
  return smooth.map((value, cell) => (prior[cell] === OUT_OF_BOX ? 0 : Math.min(1, Math.max(0, value))));
}

const OUT_OF_BOX = Number.NEGATIVE_INFINITY;

/** Log-odds by place alone: an oval bump over the box, minus infinity outside. */
function placePrior(box: Corners): Float32Array {
  const prior = new Float32Array(CELLS).fill(OUT_OF_BOX);
  const offset = (at: number, from: number, to: number) => ((at + 0.5 - from) / (to - from)) * 2 - 1;
  eachCell(box, (cell, x, y) => {
    const [u, v] = [offset(x, box.left, box.right), offset(y, box.top, box.bottom)];
    prior[cell] = PRIOR_PEAK * (1 - u * u - v * v);
  });
  return prior;
}

const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
