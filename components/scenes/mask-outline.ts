import type { Rle } from "@/lib/contracts/rle";
import { decodeRle } from "@/lib/contracts/rle-codec";

/** A corner between pixels: x and y in pixels, origin top left. */
export type Corner = readonly [x: number, y: number];

/**
 * Borders of a mask as closed loops of corners, object on the right hand, so that a hole runs the other way round and the
 * signed areas add up to the number of object pixels. Corners in the middle of a straight line are left out.
 * @throws {RangeError} the runs are broken or do not fit the size.
 */
export function traceOutline(rle: Rle): Corner[][] {
  const edges = collectEdges(rle);
  const stride = rle.size[1] + 1;
  const loops: Corner[][] = [];
  for (const start of edges.keys()) {
    while (edges.get(start)?.length) loops.push(walkLoop(edges, { start, stride }));
  }
  return loops;
}

/** SVG path data of the loops; empty for an empty mask. Filled with `evenodd`, holes stay open. */
export function toPathData(loops: readonly Corner[][]): string {
  return loops.map((loop) => `M${loop.map(([x, y]) => `${x} ${y}`).join("L")}Z`).join("");
}

/** Directed unit edges by their start corner; a corner is the number y * (width + 1) + x. */
type Edges = Map<number, number[]>;

function collectEdges(rle: Rle): Edges {
  const [height, width] = rle.size;
  const mask = decodeRle(rle);
  const stride = width + 1;
  const edges: Edges = new Map();
  const add = ({ from, to }: { from: number; to: number }) => {
    const known = edges.get(from);
    if (known) known.push(to);
    else edges.set(from, [to]);
  };
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      if (!mask[index]) continue;
      const topLeft = y * stride + x;
      const bottomLeft = topLeft + stride;
      if (y === 0 || !mask[index - width]) add({ from: topLeft, to: topLeft + 1 });
      if (x === width - 1 || !mask[index + 1]) add({ from: topLeft + 1, to: bottomLeft + 1 });
      if (y === height - 1 || !mask[index + width]) add({ from: bottomLeft + 1, to: bottomLeft });
      if (x === 0 || !mask[index - 1]) add({ from: bottomLeft, to: topLeft });
    }
  }
  return edges;
}

/** Follows edges from `start` until they lead back, and takes them out of `edges`. */
function walkLoop(edges: Edges, { start, stride }: { start: number; stride: number }): Corner[] {
  const loop: Corner[] = [];
  let lastStep = 0;
  let corner = start;
  do {
    const next = edges.get(corner)?.pop() ?? start;
    const step = next - corner;
    if (step !== lastStep) loop.push([corner % stride, Math.floor(corner / stride)]);
    lastStep = step;
    corner = next;
  } while (corner !== start);
  return loop;
}
