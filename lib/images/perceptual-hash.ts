/** Side of the grey square the hash is taken from, in pixels. */
export const HASH_INPUT_PX = 32;
/** Hashes at most this far apart show the same photo (see test/integration/images/shared-sets.test.ts: copies within 2, others from 18 up). */
export const DUPLICATE_DISTANCE_MAX = 6;
const KEPT = 8;
/** By its median, a hash of a photo has 32 bits set; fewer mean that many frequencies are exactly alike. */
const SET_BITS_MIN = 24;

/**
 * 64-bit pHash: the signs of the 8 x 8 lowest frequencies against their median. It survives resizing, re-encoding, blur
 * and changes of contrast or saturation; not crops, flips or rotations.
 * @param grey 32 x 32 luminance, row-major.
 * @returns 16 hex digits, most significant bit first: row by row of the spectrum.
 * Source: C. Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, section 3.2.1; as there,
 * the block starts at (1, 1), so that neither brightness nor plain gradients of one axis take part.
 */
export function perceptualHash(grey: Uint8Array): string {
  if (grey.length !== HASH_INPUT_PX ** 2)
    throw new RangeError(`pHash takes ${HASH_INPUT_PX} x ${HASH_INPUT_PX} pixels`);
  const block = lowFrequencies(grey);
  const sorted = Float64Array.from(block).sort();
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  let hash = 0n;
  for (const value of block) hash = (hash << 1n) | (value > median ? 1n : 0n);
  return hash.toString(16).padStart(16, "0");
}

/**
 * Whether a hash tells pictures apart. Those of flat or striped pictures have nearly all bits alike, and would make them
 * duplicates of one another.
 */
export function isTelling(hash: string): boolean {
  const set = hammingDistance(hash, "0".repeat(16));
  return set >= SET_BITS_MIN && set <= 64 - SET_BITS_MIN;
}

/** Number of bits in which two hashes of 16 hex digits differ, in [0, 64]. */
export function hammingDistance(a: string, b: string): number {
  let difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; difference > 0n; difference &= difference - 1n) count += 1;
  return count;
}

const COSINES = Float64Array.from({ length: KEPT * HASH_INPUT_PX }, (_, index) => {
  const frequency = Math.floor(index / HASH_INPUT_PX) + 1;
  return Math.cos(((2 * (index % HASH_INPUT_PX) + 1) * frequency * Math.PI) / (2 * HASH_INPUT_PX));
});

/** Frequencies (1..8, 1..8) of the two-dimensional DCT-II, row-major. Its scale is left out: only signs are used. */
function lowFrequencies(grey: Uint8Array): Float64Array {
  const rows = new Float64Array(HASH_INPUT_PX * KEPT); // [y, u]
  for (let y = 0; y < HASH_INPUT_PX; y += 1) {
    for (let u = 0; u < KEPT; u += 1) {
      let sum = 0;
      for (let x = 0; x < HASH_INPUT_PX; x += 1)
        sum += at(grey, y * HASH_INPUT_PX + x) * at(COSINES, u * HASH_INPUT_PX + x);
      rows[y * KEPT + u] = sum;
    }
  }
  const block = new Float64Array(KEPT * KEPT); // [v, u]
  for (let v = 0; v < KEPT; v += 1) {
    for (let u = 0; u < KEPT; u += 1) {
      let sum = 0;
      for (let y = 0; y < HASH_INPUT_PX; y += 1) sum += at(rows, y * KEPT + u) * at(COSINES, v * HASH_INPUT_PX + y);
      block[v * KEPT + u] = sum;
    }
  }
  return block;
}

/** Indexes of the loops above are in range by construction. */
const at = (array: ArrayLike<number>, index: number) => array[index] as number;
