import type { Rle } from "@/lib/contracts/rle";
import { decodeRuns } from "./mask-rle";

/** A corner between pixels: x and y in pixels, origin top left. */
export type Corner = readonly [x: number, y: number];

/**
 * Borders of a mask as closed loops of corners, object on the right hand, so that a hole runs the other way round and the signed areas
 * add up to the number of object pixels. Corners in the middle of a straight line are left out.
 */
export function traceOutline(rle: Rle): Corner[][] {
  const edges = collectEdges(rle);
  const loops: Corner[][] = [];
  for (const start of edges.keys()) {
    while (edges.get(start)?.length) loops.push(walkLoop(edges, start, rle.size[0] + 1));
  }
  return loops;
}

/** SVG path data of the loops; empty for an empty mask. Filled with `evenodd`, holes stay open. */
export function toPathData(loops: readonly Corner[][]): string {
  return loops.map((loop) => `M${loop.map(([x, y]) => `${x} ${y}`).join("L")}Z`).join("");
}

/** Area inside a loop by the shoelace formula: positive where the object is on the right hand (y points down). */
export function signedArea(loop: readonly Corner[]): number {
  let twice = 0;
  loop.forEach(([x, y], index) => {
    const [nextX, nextY] = loop[(index + 1) % loop.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  });
  return twice / 2;
}

/** Directed unit edges by their start corner, a corner being the number x * (height + 1) + y. */
type Edges = Map<number, number[]>;

function collectEdges(rle: Rle): Edges {
  const [height, width] = rle.size;
  const pixels = toPixels(rle);
  const stride = height + 1;
  const edges: Edges = new Map();
  const add = (from: number, to: number) => {
    const known = edges.get(from);
    if (known) known.push(to);
    else edges.set(from, [to]);
  };
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const index = x * height + y;
      if (pixels[index] === 0) continue;
      const corner = x * stride + y;
      if (y === 0 || pixels[index - 1] === 0) add(corner, corner + stride); // top, to the right
      if (x === width - 1 || pixels[index + height] === 0) add(corner + stride, corner + stride + 1); // right, down
      if (y === height - 1 || pixels[index + 1] === 0) add(corner + stride + 1, corner + 1); // bottom, to the left
      if (x === 0 || pixels[index - height] === 0) add(corner + 1, corner); // left, up
    }
  }
  return edges;
}

/** One byte a pixel, columns first. */
function toPixels(rle: Rle): Uint8Array {
  const pixels = new Uint8Array(rle.size[0] * rle.size[1]);
  let position = 0;
  decodeRuns(rle).forEach((run, index) => {
    if (index % 2 === 1) pixels.fill(1, position, position + run);
    position += run;
  });
  return pixels;
}

/** Takes the edges of one loop out of `edges`. */
function walkLoop(edges: Edges, start: number, stride: number): Corner[] {
  const loop: Corner[] = [];
  let lastStep = 0;
  let corner = start;
  do {
    const next = edges.get(corner)?.pop() ?? start;
    const step = next - corner;
    if (step !== lastStep) loop.push([Math.floor(corner / stride), corner % stride]);
    lastStep = step;
    corner = next;
  } while (corner !== start);
  return loop;
}
