import { z } from "zod";

const text = (length: number) => z.string().max(length).nullable();

/** A picture found at a source, before its bytes are fetched. */
export const candidateSchema = z.object({
  /** Stable at its source, so that a second crawl knows the picture again. */
  sourceId: z.string().min(1).max(200),
  pageUrl: z.url({ protocol: /^https?$/ }),
  imageUrl: z.url({ protocol: /^https?$/ }),
  title: text(500),
  description: text(5000),
  author: text(300),
  /** As the source words it, such as `MIT` or `CC BY 4.0`. */
  licence: text(200),
  licenceUrl: z.url({ protocol: /^https?$/ }).nullable(),
  /** Slug of the taxonomy when the source files the picture under a room; a hint, not a label. */
  roomType: text(60),
  tags: z.array(z.string().min(1).max(80)).max(50),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** What the picture's own page adds to or corrects in its candidate; a field left out stays as it was. */
export type CandidateDetail = Partial<Omit<Candidate, "sourceId" | "pageUrl">>;

export interface ListingPage {
  candidates: Candidate[];
  /** Cards on the page that made no valid candidate: counted, never fatal. */
  invalidCount: number;
  /** Address of the following page, null on the last. Always of the same origin. */
  next: string | null;
}

export interface ListingOptions {
  /** Room types as people write them (`living-room`, `Living room`, `living_room`); empty or left out means all. */
  roomTypes?: readonly string[];
}

/**
 * One kind of site: knows addresses and markup, and nothing else. Fetching, robots.txt, pace, limits and storage are the
 * crawl's business, the same for every source. All methods are pure.
 */
export interface SourceAdapter {
  id: string;
  name: string;
  /** Room types that can be asked for; null when the source cannot tell rooms apart. */
  roomTypes: readonly string[] | null;
  /** Where the crawl begins. @throws {InvalidInputError} a room type the source does not have. */
  listingUrls(options: ListingOptions): string[];
  /** @param url where the page came from after redirects: relative links are resolved against it. */
  parseListing(body: string, url: string): ListingPage;
  /** False when a listing already tells all there is, which saves the site a request for each picture. */
  hasDetailPages: boolean;
  parseDetail(body: string, url: string): CandidateDetail;
}

/** The candidate with what its page says. A detail that breaks the rules (an endless title, a bad address) is left out. */
export function withDetail(candidate: Candidate, detail: CandidateDetail): Candidate {
  const merged = { ...candidate };
  for (const [field, value] of Object.entries(detail)) {
    const parsed = candidateSchema.partial().safeParse({ [field]: value });
    if (parsed.success && value !== undefined) Object.assign(merged, parsed.data);
  }
  return merged;
}

/** `Living room` and `living_room` → `living-room`, as the taxonomy spells it. */
export const roomSlug = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
