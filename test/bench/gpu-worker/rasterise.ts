/** Fills polygons (x, y pairs in pixels): one byte a pixel, row-major; a pixel is set when its centre lies in any of them. */
export function rasterise(
  polygons: readonly (readonly number[])[],
  { width, height }: { width: number; height: number },
): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const polygon of polygons) {
    for (let y = 0; y < height; y++) {
      const crossings = crossingsAt(polygon, y + 0.5).toSorted((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const from = Math.max(0, Math.ceil((crossings[i] ?? 0) - 0.5));
        const to = Math.min(width, Math.ceil((crossings[i + 1] ?? 0) - 0.5));
        if (to > from) mask.fill(1, y * width + from, y * width + to);
      }
    }
  }
  return mask;
}

/** Where a polygon's sides cross a horizontal line. */
function crossingsAt(polygon: readonly number[], y: number): number[] {
  const crossings: number[] = [];
  for (let i = 0; i + 1 < polygon.length; i += 2) {
    const next = (i + 2) % polygon.length;
    const [x1 = 0, y1 = 0] = polygon.slice(i, i + 2);
    const [x2 = 0, y2 = 0] = polygon.slice(next, next + 2);
    if (y1 > y !== y2 > y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return crossings;
}
