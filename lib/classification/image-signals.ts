/** An RGB raster, row-major, three bytes a pixel, no alpha. About 128 px on the long side is enough and is what the weights expect. */
export interface RgbRaster {
  rgb: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** Cheap statistics of a small raster, each in [0, 1]. They describe the picture; what they speak for is in the weights. */
export interface ImageSignals {
  /** Mean HSV saturation. */
  saturation: number;
  /** Share of the top quarter that is smooth and blue: a clear or dusk sky. */
  skyTop: number;
  /** Share of the top quarter that is smooth, light and colourless: a ceiling, or an overcast sky. */
  ceilingTop: number;
  /** Share of the picture that is green and textured: leaves and grass. */
  vegetation: number;
  /** The same in the bottom third: a lawn, seldom a potted plant. */
  vegetationBottom: number;
  /** Share of warm, middling-saturated pixels: wood, leather, lamp light, skin. */
  warm: number;
  /** Share of pixels darker than luma 0.12. */
  dark: number;
  /** Share of near-white, colourless pixels: paper or a studio ground. */
  paper: number;
  /** Share of dark pixels with paper close by on both sides: pen strokes and thin walls of a drawing. */
  strokes: number;
  /** Share of the outermost ring that has the ring's own median colour. */
  borderUniformity: number;
  /** Share of the picture reached from the border without leaving the border's median colour: the ground of a cut-out. */
  plainGround: number;
  /** Share of pixels with a clear edge. */
  edges: number;
  /** Of the edge strength, the share within 11° of level or upright: walls and furniture, not foliage or fur. */
  straightEdges: number;
  /** Share of all edge pixels that lie in the top half. */
  edgesTop: number;
  /** Entropy of the colours in a 4×4×4 cube, relative to its largest possible value. */
  colourEntropy: number;
}

const SMOOTH_GRADIENT = 0.05;
const LEAF_GRADIENT = 0.02;
const EDGE_GRADIENT = 0.12;
const AXIS_RATIO = Math.tan((11 * Math.PI) / 180);
const GROUND_DISTANCE = 30;
const STROKE_REACH_PX = 4;

/** @throws {RangeError} the raster is under 8 px a side or its length does not fit its size. */
export function measureImageSignals(raster: RgbRaster): ImageSignals {
  const { rgb, widthPx, heightPx } = raster;
  if (widthPx < 8 || heightPx < 8)
    throw new RangeError(`a raster of ${widthPx}×${heightPx} px is too small to measure`);
  if (rgb.length !== widthPx * heightPx * 3) throw new RangeError("the raster's length must be width × height × 3");

  const pixels = describePixels(raster);
  return { ...measureColour(pixels), ...measureGround(raster), ...measureEdges(pixels), ...measureDrawing(pixels) };
}

interface Pixels {
  widthPx: number;
  heightPx: number;
  luma: Float32Array;
  saturation: Float32Array;
  /** Degrees in [0, 360); 0 for greys. */
  hue: Float32Array;
  gradientX: Float32Array;
  gradientY: Float32Array;
  colourCell: Uint8Array;
}

function describePixels({ rgb, widthPx, heightPx }: RgbRaster): Pixels {
  const count = widthPx * heightPx;
  const luma = new Float32Array(count);
  const saturation = new Float32Array(count);
  const hue = new Float32Array(count);
  const colourCell = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const r = at(rgb, i * 3) / 255;
    const g = at(rgb, i * 3 + 1) / 255;
    const b = at(rgb, i * 3 + 2) / 255;
    const max = Math.max(r, g, b);
    luma[i] = 0.299 * r + 0.587 * g + 0.114 * b;
    saturation[i] = max === 0 ? 0 : (max - Math.min(r, g, b)) / max;
    hue[i] = hueOf(r, g, b);
    colourCell[i] = ((at(rgb, i * 3) >> 6) << 4) | ((at(rgb, i * 3 + 1) >> 6) << 2) | (at(rgb, i * 3 + 2) >> 6);
  }
  return { widthPx, heightPx, luma, saturation, hue, colourCell, ...gradientsOf(luma, widthPx, heightPx) };
}

function measureColour({ widthPx, heightPx, luma, saturation, hue, gradientX, gradientY, colourCell }: Pixels) {
  const count = luma.length;
  const rowsTop = Math.ceil(heightPx / 4);
  const rowsBottom = Math.floor(heightPx / 3);
  const isSmooth = (i: number) => Math.hypot(at(gradientX, i), at(gradientY, i)) < SMOOTH_GRADIENT;
  const isBlue = (i: number) => at(hue, i) > 190 && at(hue, i) < 260 && at(saturation, i) > 0.12 && at(luma, i) > 0.15;
  const isPale = (i: number) => at(saturation, i) < 0.15 && at(luma, i) > 0.6;
  const isGreen = (i: number) => at(hue, i) > 48 && at(hue, i) < 165 && at(saturation, i) > 0.15 && at(luma, i) > 0.08;
  const isLeaf = (i: number) => isGreen(i) && Math.hypot(at(gradientX, i), at(gradientY, i)) > LEAF_GRADIENT;
  const isWarm = (i: number) =>
    at(hue, i) > 10 && at(hue, i) < 48 && at(saturation, i) > 0.2 && at(saturation, i) < 0.8 && at(luma, i) > 0.2;
  const top = { from: 0, to: rowsTop * widthPx };
  const bottom = { from: (heightPx - rowsBottom) * widthPx, to: count };
  const whole = { from: 0, to: count };
  return {
    saturation: mean(saturation),
    skyTop: shareOf(top, (i) => isBlue(i) && isSmooth(i)),
    ceilingTop: shareOf(top, (i) => isPale(i) && isSmooth(i)),
    vegetation: shareOf(whole, isLeaf),
    vegetationBottom: shareOf(bottom, isLeaf),
    warm: shareOf(whole, isWarm),
    dark: shareOf(whole, (i) => at(luma, i) < 0.12),
    colourEntropy: entropyOf(colourCell, 64),
  };
}

function measureGround({ rgb, widthPx, heightPx }: RgbRaster) {
  const ring = borderIndexes(widthPx, heightPx);
  const ground = [0, 1, 2].map((channel) => median(ring.map((i) => at(rgb, i * 3 + channel))));
  const isGround = (i: number) =>
    ground.every((level, channel) => Math.abs(at(rgb, i * 3 + channel) - level) < GROUND_DISTANCE);
  const seeds = ring.filter(isGround);
  return {
    borderUniformity: seeds.length / ring.length,
    plainGround: floodFrom(seeds, isGround, widthPx, heightPx) / (widthPx * heightPx),
  };
}

function measureEdges({ widthPx, heightPx, gradientX, gradientY }: Pixels) {
  let edgeCount = 0;
  let topCount = 0;
  let strength = 0;
  let straightStrength = 0;
  const half = Math.floor(heightPx / 2) * widthPx;
  for (let i = 0; i < gradientX.length; i++) {
    const x = Math.abs(at(gradientX, i));
    const y = Math.abs(at(gradientY, i));
    const magnitude = Math.hypot(x, y);
    if (magnitude < EDGE_GRADIENT) continue;
    edgeCount++;
    if (i < half) topCount++;
    strength += magnitude;
    if (Math.min(x, y) <= AXIS_RATIO * Math.max(x, y)) straightStrength += magnitude;
  }
  return {
    edges: edgeCount / gradientX.length,
    straightEdges: strength === 0 ? 0 : straightStrength / strength,
    edgesTop: edgeCount === 0 ? 0.5 : topCount / edgeCount,
  };
}

function measureDrawing({ widthPx, heightPx, luma, saturation }: Pixels) {
  const isPaper = (i: number) => at(luma, i) > 0.88 && at(saturation, i) < 0.1;
  const isPaperAt = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < widthPx && y < heightPx && isPaper(y * widthPx + x);
  const hasPaper = (x: number, y: number, stepX: number, stepY: number) =>
    Array.from({ length: STROKE_REACH_PX }, (_, k) => k + 1).some((k) => isPaperAt(x + k * stepX, y + k * stepY));
  const isStroke = (i: number) => {
    if (at(luma, i) > 0.6) return false;
    const x = i % widthPx;
    const y = Math.floor(i / widthPx);
    return (hasPaper(x, y, 1, 0) && hasPaper(x, y, -1, 0)) || (hasPaper(x, y, 0, 1) && hasPaper(x, y, 0, -1));
  };
  const whole = { from: 0, to: luma.length };
  return {
    paper: shareOf(whole, isPaper),
    strokes: shareOf(whole, isStroke),
  };
}

/** Central differences, halved so that a black-to-white step over one pixel is 0.5 on each side; the border stays 0. */
function gradientsOf(luma: Float32Array, widthPx: number, heightPx: number) {
  const gradientX = new Float32Array(luma.length);
  const gradientY = new Float32Array(luma.length);
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const i = y * widthPx + x;
      gradientX[i] = (at(luma, i + 1) - at(luma, i - 1)) / 2;
      gradientY[i] = (at(luma, i + widthPx) - at(luma, i - widthPx)) / 2;
    }
  }
  return { gradientX, gradientY };
}

function borderIndexes(widthPx: number, heightPx: number): number[] {
  const ringPx = Math.max(1, Math.round(Math.min(widthPx, heightPx) * 0.04));
  const indexes: number[] = [];
  for (let i = 0; i < widthPx * heightPx; i++) {
    const x = i % widthPx;
    const y = Math.floor(i / widthPx);
    if (Math.min(x, y, widthPx - 1 - x, heightPx - 1 - y) < ringPx) indexes.push(i);
  }
  return indexes;
}

/** Number of pixels reached from the seeds through four-neighbours that pass the test. */
function floodFrom(seeds: number[], passes: (i: number) => boolean, widthPx: number, heightPx: number): number {
  const seen = new Uint8Array(widthPx * heightPx);
  const queue = [...seeds];
  for (const seed of seeds) seen[seed] = 1;
  let reached = 0;
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    reached++;
    const x = next % widthPx;
    const neighbours = [next - widthPx, next + widthPx, x > 0 ? next - 1 : -1, x < widthPx - 1 ? next + 1 : -1];
    for (const i of neighbours) {
      if (i < 0 || i >= seen.length || seen[i] === 1 || !passes(i)) continue;
      seen[i] = 1;
      queue.push(i);
    }
  }
  return reached;
}

function hueOf(r: number, g: number, b: number): number {
  const max = Math.max(r, g, b);
  const range = max - Math.min(r, g, b);
  if (range === 0) return 0;
  if (max === r) return (60 * ((g - b) / range) + 360) % 360;
  if (max === g) return 60 * ((b - r) / range) + 120;
  return 60 * ((r - g) / range) + 240;
}

function shareOf({ from, to }: { from: number; to: number }, passes: (i: number) => boolean): number {
  let hits = 0;
  for (let i = from; i < to; i++) if (passes(i)) hits++;
  return to > from ? hits / (to - from) : 0;
}

function entropyOf(cells: Uint8Array, cellCount: number): number {
  const counts = new Array<number>(cellCount).fill(0);
  for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
  const bits = counts.reduce(
    (sum, count) => (count === 0 ? sum : sum - (count / cells.length) * Math.log2(count / cells.length)),
    0,
  );
  return bits / Math.log2(cellCount);
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Typed arrays are indexed inside their bounds here; the fallback only satisfies the type. */
function at(values: Uint8Array | Float32Array, index: number): number {
  return values[index] ?? 0;
}
