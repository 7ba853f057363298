import { load } from "cheerio";
import { InvalidInputError, UpstreamError } from "@/lib/errors";
import { parseRetryAfterMs } from "@/lib/http/safe-fetch-status";
import { absoluteUrl, cleanText } from "../html";
import { parseAnswer } from "../json-answer";
import {
  type Candidate,
  candidateSchema,
  type Extraction,
  type FetchedPage,
  type PageLink,
  roomSlug,
  type SourceAdapter,
} from "../source-adapter";
import type { SourceOptions } from "../source-options";
import { answerSchema, type CommonsPage } from "./commons-answer";
import { categoryFilesUrl, categoryTitle, continuedUrl, searchUrl, subcategoriesUrl } from "./commons-requests";

const ORIGIN = "https://commons.wikimedia.org";
const DEPTH_MAX = 3;
const LAG_WAIT_MS = 5_000;
const FORMATS = new Set(["image/jpeg", "image/png", "image/webp"]);
/** Codes that mean "not now"; the server says them with status 200. */
const PASSING = /^(maxlag|readonly|ratelimited|internal_api_error_.*)$/;

const ROOM_CATEGORIES: Readonly<Record<string, string>> = {
  "living-room": "Living rooms",
  bedroom: "Bedrooms",
  kitchen: "Kitchens",
  "dining-room": "Dining rooms",
  bathroom: "Bathrooms",
};

/** Wikimedia Commons by its public API: files of categories or of a search, with the licence each is under. */
export function createCommonsSource({
  origin = ORIGIN,
  userAgent,
}: {
  origin?: string | undefined;
  userAgent: string;
}): SourceAdapter {
  return {
    id: "commons",
    name: "Wikimedia Commons",
    terms:
      "Open to programs that name themselves with a way to reach their owner, ask one thing after the other and respect each file's licence.",
    termsUrl: "https://www.mediawiki.org/wiki/Wikimedia_APIs/Access_policy",
    licenceNote: "Every file names its licence; most want credit, many that what is made of them is shared alike.",
    permissionReason: null,
    setupReason: hasContact(userAgent)
      ? null
      : "Wikimedia turns away programs that do not say how to reach their owner. Set MODOMO_USER_AGENT to something like " +
        "Modomo/0.1 (https://example.org/modomo; you@example.org).",
    roomTypes: Object.keys(ROOM_CATEGORIES),
    optionFields: [
      {
        name: "categories",
        label: "Categories",
        hint: "Names of categories of Commons, one a line, besides those of the rooms. With neither: all rooms.",
        kind: "lines",
        choices: null,
        isRequired: false,
        fallback: null,
      },
      {
        name: "query",
        label: "Search",
        hint: "Words, as in Commons' own search, instead of categories.",
        kind: "text",
        choices: null,
        isRequired: false,
        fallback: null,
      },
      {
        name: "depth",
        label: "Levels of subcategories",
        hint: "0 reads the categories alone. Subcategories stray quickly from the subject.",
        kind: "number",
        choices: null,
        min: 0,
        max: DEPTH_MAX,
        isRequired: false,
        fallback: 0,
      },
      {
        name: "max_pages",
        label: "Pages at most",
        hint: "Of 50 files each.",
        kind: "number",
        choices: null,
        min: 1,
        max: 2000,
        isRequired: false,
        fallback: 200,
      },
    ],
    limits: { minDelayMs: 1000, maxPages: 2000, minPageBytes: 0 },
    access: "api",
    headers: () => ({ accept: "application/json" }),
    hosts: () => [new URL(origin).host],
    browserUse: () => "never",
    seeds: (options) => seedsOf(options, origin),
    extract: (page) => extract(page, origin),
    extractDetail: () => ({}),
  };
}

const hasContact = (userAgent: string): boolean => /\([^)]*(@|https?:\/\/)[^)]*\)/.test(userAgent);

function seedsOf({ query, categories, roomTypes, depth }: SourceOptions, origin: string): PageLink[] {
  const rooms = [...new Set(roomTypes.map(roomSlug))];
  const unknown = rooms.filter((room) => !(room in ROOM_CATEGORIES));
  if (unknown.length > 0) {
    const message = `Commons has no category set up here for ${unknown.join(", ")}; name one in categories. There are: ${Object.keys(ROOM_CATEGORIES).join(", ")}.`;
    throw new InvalidInputError(message, [{ field: "room_types", message }]);
  }
  if (query) return [{ url: searchUrl(origin, query), deeper: 0 }];
  const named = [...rooms.flatMap((room) => ROOM_CATEGORIES[room] ?? []), ...categories];
  const titles = (named.length > 0 ? named : Object.values(ROOM_CATEGORIES)).map(categoryTitle);
  return [...new Set(titles)].flatMap((title) => linksOf(title, { origin, hasDepth: depth > 0 }));
}

/** A category's files are on its own level; the list of its subcategories is read only where a further level is wanted. */
const linksOf = (title: string, { origin, hasDepth }: { origin: string; hasDepth: boolean }): PageLink[] => [
  { url: categoryFilesUrl(origin, title), deeper: 0 },
  ...(hasDepth ? [{ url: subcategoriesUrl(origin, title), deeper: 1 as const }] : []),
];

function extract(page: FetchedPage, origin: string): Extraction {
  const answer = parseAnswer(page, answerSchema);
  if (answer.error) throw refusalOf(answer.error, page);
  const pages = answer.query?.pages ?? [];
  const category = new URL(page.url).searchParams.get("gcmtitle");
  const room = Object.entries(ROOM_CATEGORIES).find(([, name]) => categoryTitle(name) === category)?.[0] ?? null;
  const files = pages.filter(({ imageinfo }) => imageinfo?.[0]);
  const candidates = files.flatMap((file) => toCandidate(file, room));
  const subcategories = pages.filter(({ ns }) => ns === 14);
  return {
    candidates,
    invalidCount: files.length - candidates.length,
    next: [
      ...(answer.continue ? [{ url: continuedUrl(page.url, answer.continue), deeper: 0 as const }] : []),
      ...subcategories.flatMap(({ title }) => linksOf(categoryTitle(title), { origin, hasDepth: true })),
    ],
    total: null,
    evidence: candidates.length > 0 ? "api" : "none",
  };
}

function refusalOf({ code, info }: { code: string; info?: string | undefined }, { headers }: FetchedPage): Error {
  const message = `Wikimedia Commons answers ${code}: ${info ?? "no more is said"}.`;
  if (!PASSING.test(code)) return new InvalidInputError(message);
  return new UpstreamError(message, {
    retryAfterMs: parseRetryAfterMs(headers?.["retry-after"], Date.now()) ?? LAG_WAIT_MS,
  });
}

function toCandidate({ pageid, title, imageinfo }: CommonsPage, room: string | null): Candidate[] {
  const info = imageinfo?.[0];
  if (!info || !FORMATS.has(info.mime)) return [];
  const meta = (name: string) => plainText(info.extmetadata?.[name]?.value);
  const parsed = candidateSchema.safeParse({
    sourceId: String(pageid),
    pageUrl: info.descriptionurl,
    imageUrl: info.thumburl ?? info.url,
    fallbackUrls: info.thumburl && info.thumburl !== info.url ? [info.url] : [],
    title: title
      .replace(/^File:/, "")
      .replace(/\.\w{3,4}$/, "")
      .slice(0, 500),
    description: meta("ImageDescription")?.slice(0, 5000) ?? null,
    author: (meta("Artist") ?? cleanText(info.user))?.slice(0, 300) ?? null,
    authorUrl: absoluteUrl(
      load(info.extmetadata?.Artist?.value ?? "")("a[href]")
        .first()
        .attr("href"),
      info.descriptionurl,
    ),
    licence: meta("LicenseShortName") ?? meta("License"),
    licenceUrl: absoluteUrl(info.extmetadata?.LicenseUrl?.value, info.descriptionurl),
    roomType: room,
    tags: tagsOf(info.extmetadata?.Categories?.value),
    sha1: info.sha1 ?? null,
    details: detailsOf({
      ...info,
      credit: meta("Credit"),
      restrictions: meta("Restrictions"),
      terms: meta("UsageTerms"),
    }),
  });
  return parsed.success ? [parsed.data] : [];
}

function detailsOf(said: {
  width?: number | undefined;
  height?: number | undefined;
  credit: string | null;
  restrictions: string | null;
  terms: string | null;
}): Candidate["details"] {
  const { width, height, credit, restrictions, terms } = said;
  const all = { source_width: width, source_height: height, credit, restrictions, usage_terms: terms };
  const cut = Object.entries(all).map(([key, value]) => [key, typeof value === "string" ? value.slice(0, 500) : value]);
  return Object.fromEntries(cut.filter(([, value]) => value !== null && value !== undefined));
}

/** Descriptions are HTML; what a reader would see of them, without styles. */
function plainText(html: string | undefined): string | null {
  if (!html) return null;
  const $ = load(html);
  $("style, script").remove();
  return cleanText($.text());
}

const tagsOf = (categories: string | undefined): string[] =>
  (categories ?? "")
    .split("|")
    .flatMap((name) => (name && name.length <= 80 ? [name] : []))
    .slice(0, 50);
