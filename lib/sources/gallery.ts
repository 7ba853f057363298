import { load } from "cheerio";
import { InvalidInputError } from "@/lib/errors";
import { absoluteUrl, cleanText, isOfType, jsonLdObjects, nameOf } from "./html";
import {
  type CandidateDetail,
  candidateSchema,
  type Extraction,
  type FetchedPage,
  roomSlug,
  type SourceAdapter,
} from "./source-adapter";

const ROOM_TYPES = ["living-room", "bedroom", "kitchen", "office", "restaurant"];

/**
 * The sample gallery (`local/gallery`), read as any site is: cards in listings, `rel=next` paging, JSON-LD on the picture's
 * page. Without a room type it asks for everything linked from the home page, the album that robots.txt forbids included:
 * what may be fetched is not for an adapter to decide.
 * @param baseUrl such as `http://127.0.0.1:8791`.
 */
export function createGallerySource(baseUrl: string): SourceAdapter {
  return {
    id: "gallery",
    name: "Sample gallery",
    terms: "Made to try the software with: crawl it as you like, but for the album its robots.txt keeps private.",
    termsUrl: new URL("/licence", baseUrl).href,
    licenceNote: "Every picture names its licence (MIT) on its own page.",
    permissionReason: null,
    setupReason: null,
    roomTypes: ROOM_TYPES,
    optionFields: [],
    limits: { minDelayMs: 0, maxPages: 1000, minPageBytes: 0 },
    access: "site",
    headers: () => ({}),
    hosts: () => [new URL(baseUrl).host],
    browserUse: () => "never",
    seeds({ roomTypes }) {
      const rooms = [...new Set(roomTypes.map(roomSlug))];
      const unknown = rooms.filter((room) => !ROOM_TYPES.includes(room));
      if (unknown.length > 0) {
        const message = `The sample gallery has no ${unknown.join(", ")}. It has: ${ROOM_TYPES.join(", ")}.`;
        throw new InvalidInputError(message, [{ field: "room_types", message }]);
      }
      const paths = rooms.length > 0 ? rooms.map((room) => `/rooms/${room}`) : ["/photos", "/private/"];
      return paths.map((path) => ({ url: new URL(path, baseUrl).href, deeper: 0 }));
    },
    extract,
    extractDetail,
  };
}

function extract({ body, url }: FetchedPage): Extraction {
  const $ = load(body);
  const roomType = /^\/rooms\/([a-z-]+)$/.exec(new URL(url).pathname)?.[1] ?? null;
  const cards = $(".card").toArray();
  const candidates = cards.flatMap((card) => {
    const parsed = candidateSchema.safeParse({
      sourceId: $(card).attr("data-photo-id"),
      pageUrl: sameOriginUrl($(card).find("a").attr("href"), url),
      imageUrl: absoluteUrl($(card).find("img").attr("src"), url),
      title: cleanText($(card).text()),
      description: null,
      author: null,
      licence: null,
      licenceUrl: null,
      roomType,
      tags: [],
      needsDetail: true,
    });
    return parsed.success ? [parsed.data] : [];
  });
  const next = sameOriginUrl($("a[rel~=next]").attr("href"), url);
  return {
    candidates,
    invalidCount: cards.length - candidates.length,
    next: next ? [{ url: next, deeper: 0 }] : [],
    total: null,
    evidence: candidates.length > 0 ? "dom" : "none",
  };
}

function extractDetail({ body, url }: FetchedPage): CandidateDetail {
  const $ = load(body);
  const image = jsonLdObjects($).find((object) => isOfType(object, "ImageObject"));
  const licenceLink = $("a[rel~=license]");
  return {
    ...definedOnly({
      imageUrl: absoluteUrl(cleanText(image?.contentUrl) ?? $(".photo img").attr("src"), url),
      title: cleanText(image?.name) ?? cleanText($("h1").text()),
      description: cleanText(image?.description) ?? cleanText($(".description").text()),
      author: nameOf(image?.creator) ?? cleanText($(".author").text()),
      licence: cleanText(licenceLink.text()),
      licenceUrl: absoluteUrl(cleanText(image?.license) ?? licenceLink.attr("href"), url),
    }),
    tags: tagsOf(image?.keywords),
  };
}

function tagsOf(keywords: unknown): string[] {
  const listed = Array.isArray(keywords) ? keywords : String(keywords ?? "").split(",");
  return listed.flatMap((tag) => cleanText(tag) ?? []);
}

/** Links to elsewhere are not followed: another site has its own robots.txt, pace and terms. */
function sameOriginUrl(href: string | undefined, base: string): string | null {
  const url = absoluteUrl(href, base);
  return url && new URL(url).origin === new URL(base).origin ? url : null;
}

const definedOnly = <T extends Record<string, string | null>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as { [Key in keyof T]?: string };
