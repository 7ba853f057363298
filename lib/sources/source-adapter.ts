import { z } from "zod";
import type { OptionField, SourceOptions } from "./source-options";

const text = (length: number) => z.string().max(length).nullable();
const webAddress = z.url({ protocol: /^https?$/ }).max(2048);

/** A picture found at a source, before its bytes are fetched. */
export const candidateSchema = z.object({
  /** Stable at its source, so that a second crawl knows the picture again. */
  sourceId: z.string().min(1).max(200),
  pageUrl: webAddress,
  /** The largest public form of the picture. */
  imageUrl: webAddress,
  /** Other forms of the same picture, best first, for when `imageUrl` is not there (404). */
  fallbackUrls: z.array(webAddress).max(5).default([]),
  title: text(500),
  description: text(5000),
  author: text(300),
  authorUrl: webAddress.nullable().default(null),
  /** As the source words it, such as `MIT` or `CC BY 4.0`. */
  licence: text(200),
  licenceUrl: webAddress.nullable(),
  /** Slug of the taxonomy when the source files the picture under a room; a hint, not a label. */
  roomType: text(60),
  tags: z.array(z.string().min(1).max(80)).max(50),
  /** SHA-1 of the file as the source gives it, hex. */
  sha1: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable()
    .default(null),
  /** True where the picture's own page (`pageUrl`) has to be read for what is missing; false saves the site a request. */
  needsDetail: z.boolean().default(false),
  /** More of what the source says of the picture (style, project, place, its size there); no personal data. */
  details: z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.boolean()])).default({}),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** What the picture's own page adds to or corrects in its candidate; a field left out stays as it was. */
export type CandidateDetail = Partial<Omit<Candidate, "sourceId" | "pageUrl" | "needsDetail">>;

/** A page to read, with how far from the page that names it: 0 the same level (a further page), 1 one level down. */
export interface PageLink {
  url: string;
  deeper: 0 | 1;
}

/** A page as it was fetched; header names are lower case. */
export interface FetchedPage {
  body: string;
  /** Where it came from after redirects: relative links are resolved against it. */
  url: string;
  headers?: Record<string, string | string[] | undefined>;
}

export interface Extraction {
  candidates: Candidate[];
  /** Cards on the page that made no valid candidate: counted, never fatal. */
  invalidCount: number;
  /** Further pages, in the order to read them; the crawl drops those it has read, beyond its depth, or on other hosts. */
  next: PageLink[];
  /** How many pictures the source says the whole list has; null when it does not say. */
  total: number | null;
  /** Which part of the page the candidates were read from. */
  evidence: "hz-ctx" | "json-ld" | "dom" | "sitemap" | "api" | "none";
}

/** What a site is asked at most. Requests to one host go one at a time, for every source. */
export interface SourceLimits {
  /** Least time between two requests to one host; a longer Crawl-delay or setting of ours wins. */
  minDelayMs: number;
  /** Pages (not pictures) in one job. */
  maxPages: number;
  /** An answer of status 200 with fewer bytes is a block page: the host is left alone for the rest of the job. 0 = none is. */
  minPageBytes: number;
}

/**
 * One kind of site: knows addresses and markup, and nothing else. Fetching, robots.txt, pace, limits and storage are the
 * crawl's business, the same for every source. All methods are pure.
 */
export interface SourceAdapter {
  id: string;
  name: string;
  /** What the site's terms say of collecting, for the operator; and where they are. */
  terms: string;
  termsUrl: string | null;
  /** What is known of the licence of its pictures, in one sentence. */
  licenceNote: string;
  /** Why the source is off until an operator records a basis for using it; null when its terms allow collecting. */
  permissionReason: string | null;
  /** What has to be set up on this server before the source can be used; null when nothing is missing. */
  setupReason: string | null;
  /** Room types that can be asked for; null when the source cannot tell rooms apart. */
  roomTypes: readonly string[] | null;
  /** What else can be asked for; everything not named here is refused. */
  optionFields: readonly OptionField[];
  limits: SourceLimits;
  /**
   * `site`: pages made for people, under robots.txt. `api`: a public interface made for programs, whose own access policy
   * (`termsUrl`) rules the requests; its pictures are under their host's robots.txt all the same.
   */
  access: "site" | "api";
  /** Sent with every page request on top of the usual ones, such as `accept`. @param userAgent ours, to add to where a site wants more in it. */
  headers(userAgent: string): Record<string, string>;
  /** Hosts (`name:port` when not the usual port) whose pages may be read and whose scripts a browser may load. */
  hosts(options: SourceOptions): string[];
  /** When a page's scripts are run: never, where cards of the page as sent lack their picture, or always. */
  browserUse(options: SourceOptions): "never" | "if-incomplete" | "always";
  /** Where the crawl begins. @throws {InvalidInputError} something the source does not have. */
  seeds(options: SourceOptions): PageLink[];
  /** @throws {UpstreamError} the source answers "not now" in its own words. @throws {ForbiddenError} it refuses. */
  extract(page: FetchedPage): Extraction;
  extractDetail(page: FetchedPage): CandidateDetail;
}

/** The candidate with what its page says. A detail that breaks the rules (an endless title, a bad address) is left out. */
export function withDetail(candidate: Candidate, detail: CandidateDetail): Candidate {
  const merged = { ...candidate };
  for (const [field, value] of Object.entries(detail)) {
    const parsed = candidateSchema.partial().safeParse({ [field]: value });
    const key = field as keyof CandidateDetail;
    if (parsed.success && value !== undefined) Object.assign(merged, { [key]: parsed.data[key] });
  }
  return merged;
}

/** `Living room` and `living_room` → `living-room`, as the taxonomy spells it. */
export const roomSlug = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
