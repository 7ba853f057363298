import type { Rle } from "@/lib/contracts/rle";

/**
 * Run lengths of a COCO mask, alternately background and object, starting with background, down columns first.
 * @throws {RangeError} the text ends inside a number, or the runs do not cover the picture exactly.
 * Source: pycocotools, maskApi.c, `rleFrString`.
 */
export function decodeRuns({ size: [height, width], counts }: Rle): number[] {
  const runs: number[] = [];
  let position = 0;
  while (position < counts.length) {
    const { value, next } = readNumber(counts, position);
    // From the fourth run on, each is written as its difference to the one two before.
    runs.push(runs.length > 2 ? value + (runs[runs.length - 2] ?? 0) : value);
    position = next;
  }
  const total = runs.reduce((sum, run) => sum + run, 0);
  if (total !== height * width || runs.some((run) => run < 0))
    throw new RangeError(`runs cover ${total} pixels of a mask of ${height} x ${width}`);
  return runs;
}

const OFFSET = 48;
const MORE = 0x20;
const SIGN = 0x10;
const BITS = 0x1f;

/** One number in groups of five bits, least significant first, in characters from "0" on. */
function readNumber(text: string, start: number): { value: number; next: number } {
  let value = 0;
  let shift = 0;
  for (let index = start; index < text.length; index++, shift += 5) {
    const code = text.charCodeAt(index) - OFFSET;
    value |= (code & BITS) << shift;
    if (code & MORE) continue;
    const isNegative = (code & SIGN) !== 0 && shift + 5 < 32;
    return { value: isNegative ? value | (-1 << (shift + 5)) : value, next: index + 1 };
  }
  throw new RangeError("the mask ends inside a number");
}
