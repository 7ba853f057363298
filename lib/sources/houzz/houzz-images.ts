/** The picture behind a CDN address: its 16-digit id, and the 1 to 6 digits that change when its file does. */
export interface HouzzImage {
  id: string;
  modified: string | null;
}

const STORED = /\/simgs\/(?:pictures\/.*?img~)?(?<id>[0-9a-f]{16})_(?<size>\d+)-(?<modified>\d{1,6})/;
const RESIZED = /\/fimgs\/(?:pictures\/.*?img~)?(?<id>[0-9a-f]{16})_(?<modified>\d{1,6})/;

/** Largest public rendition: at most 2560 px, as measured of three pictures. */
const LARGEST = "14";

export function imageOf(url: string): HouzzImage | null {
  const { id, modified } = (STORED.exec(url) ?? RESIZED.exec(url))?.groups ?? {};
  return id ? { id, modified: modified ?? null } : null;
}

/**
 * Addresses of a picture, largest first. The largest rendition is asked for only in the form without a hash, since the hash
 * of the other form cannot be known; after it come the page's own addresses, widest first. Resized forms are never asked to
 * grow: they would be padded or blown up.
 * @param pageUrls as the page gives them, any of the CDN's forms.
 */
export function imageAddresses(image: HouzzImage, pageUrls: readonly string[], cdnOrigin: string): string[] {
  const own = pageUrls.filter((url) => imageOf(url)?.id === image.id).toSorted((a, b) => widthOf(b) - widthOf(a));
  const largest = own.filter((url) => STORED.exec(url)?.groups?.size === LARGEST);
  const modified = image.modified ?? own.map((url) => imageOf(url)?.modified).find(Boolean);
  const built = modified ? [`${cdnOrigin}/simgs/${image.id}_${LARGEST}-${modified}/home-design.jpg`] : [];
  return [...new Set([...largest, ...built, ...own])];
}

/** Pixels across as far as an address tells: its `w…`, or the size classes of stored renditions in their order. */
function widthOf(url: string): number {
  const width = /-w(\d{2,5})-h\d/.exec(url)?.[1];
  if (width) return Number(width);
  const size = STORED.exec(url)?.groups?.size;
  return size ? (STORED_WIDTHS[size] ?? 500) : 0;
}

const STORED_WIDTHS: Readonly<Record<string, number>> = { "14": 2560, "9": 1000, "8": 990, "4": 640, "3": 150 };
