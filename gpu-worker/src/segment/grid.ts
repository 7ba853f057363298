import type { Corners } from "../images/resize.ts";

/** Masks are computed on a square grid of this many cells a side, whatever the object's size and proportions. */
export const GRID = 128;
export const CELLS = GRID * GRID;
/** Surroundings taken in on each side, as a share of the box: the background's colours are learnt from them. */
const MARGIN = 0.25;

/** How the grid lies over the image. Grid ranges are whole cells; pixel ranges are whole pixels of the working copy. */
export interface GridPlacement {
  /** The box, in cells. */
  readonly box: Corners;
  /** The part of the grid that lies inside the image, in cells, and the pixels it covers. */
  readonly inside: Corners;
  readonly pixels: Corners;
}

/** Lays the grid over a box and its surroundings; what reaches beyond the image stays outside `inside`. */
export function placeGrid(box: Corners, image: { width: number; height: number }): GridPlacement {
  const x = placeAxis(box.left, box.right, image.width);
  const y = placeAxis(box.top, box.bottom, image.height);
  const corners = (key: "box" | "inside" | "pixels"): Corners => ({
    left: x[key][0],
    top: y[key][0],
    right: x[key][1],
    bottom: y[key][1],
  });
  return { box: corners("box"), inside: corners("inside"), pixels: corners("pixels") };
}

type Range = readonly [from: number, to: number];

function placeAxis(from: number, to: number, size: number): { box: Range; inside: Range; pixels: Range } {
  const margin = (to - from) * MARGIN;
  const start = Math.floor(from - margin);
  const cellsPerPixel = GRID / (Math.ceil(to + margin) - start);
  const pixels: Range = [Math.max(0, start), Math.min(size, Math.ceil(to + margin))];
  const cells = ([a, b]: Range): Range => {
    const first = Math.min(GRID - 1, Math.max(0, Math.round((a - start) * cellsPerPixel)));
    return [first, Math.min(GRID, Math.max(first + 1, Math.round((b - start) * cellsPerPixel)))];
  };
  return { box: cells([from, to]), inside: cells(pixels), pixels };
}

/** Calls `visit` with every cell of a rectangle and its position. */
export function eachCell(area: Corners, visit: (cell: number, x: number, y: number) => void): void {
  for (let y = area.top; y < area.bottom; y++) {
    for (let x = area.left; x < area.right; x++) visit(y * GRID + x, x, y);
  }
}
