import { load } from "cheerio";
import { absoluteUrl, cleanText } from "../html";
import {
  type Candidate,
  type CandidateDetail,
  candidateSchema,
  type Extraction,
  type FetchedPage,
  type PageLink,
  type SourceAdapter,
} from "../source-adapter";
import { jsonLdPictures, markupPictures, openGraphPicture, type PagePicture } from "./page-pictures";
import { hostsOfSite, isSameSite } from "./same-site";
import { isSitemap, pictureKey, readSitemap } from "./sitemap";

const DEPTH_MAX = 5;

/** Any gallery, from the addresses given: what pages tell machines (JSON-LD, Open Graph, sitemaps), else their markup. */
export function createGenericSource(): SourceAdapter {
  return {
    id: "generic",
    name: "Any gallery",
    terms:
      "Whatever the site's own terms say: read them before you begin. robots.txt and every machine-readable refusal are obeyed.",
    termsUrl: null,
    licenceNote: "As far as a page names a licence it is kept; otherwise the licence is unknown.",
    permissionReason: null,
    setupReason: null,
    roomTypes: null,
    optionFields: [
      {
        name: "start_urls",
        label: "Addresses",
        hint: "Pages to begin with, one a line: a gallery, a picture's page, or a sitemap. Only their own sites are read.",
        kind: "lines",
        choices: null,
        isRequired: true,
        fallback: null,
      },
      {
        name: "depth",
        label: "Levels of links",
        hint: "0 reads the given lists to their end and the pages of their pictures; 1 also opens what they link to, and so on.",
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
        hint: "Lists and pages on the way, without the pages of single pictures.",
        kind: "number",
        choices: null,
        min: 1,
        max: 2000,
        isRequired: false,
        fallback: 200,
      },
      {
        name: "browser",
        label: "Run the pages' scripts",
        hint: "For sites whose pictures only scripts bring. Slower, and heavier for the site.",
        kind: "switch",
        choices: null,
        isRequired: false,
        fallback: false,
      },
    ],
    limits: { minDelayMs: 1000, maxPages: 2000, minPageBytes: 0 },
    access: "site",
    headers: () => ({ accept: "text/html,application/xhtml+xml,application/xml;q=0.9" }),
    hosts: ({ startUrls }) => [...new Set(startUrls.flatMap(hostsOfSite))],
    browserUse: ({ browser }) => (browser ? "always" : "never"),
    seeds: ({ startUrls }) => [...new Set(startUrls)].map((url) => ({ url, deeper: 0 })),
    extract: (page) => (isSitemap(page.body) ? readSitemap(page) : readPage(page)),
    extractDetail,
  };
}

function readPage({ body, url }: FetchedPage): Extraction {
  const $ = load(body);
  const structured = jsonLdPictures($, url);
  const marked = structured.length > 0 ? [] : markupPictures($, url);
  const linkedTo = marked.filter(({ pageUrl }) => pageUrl !== null);
  // A page with one picture of its own is that picture's page; what else it shows leads elsewhere.
  const main = structured.length === 0 && linkedTo.length === marked.length ? openGraphPicture($, url) : null;
  const isList = linkedTo.length > 1;
  const pictures = structured.length > 0 ? structured : main && !isList ? [main] : marked;
  const candidates = pictures.flatMap((picture) => toCandidate(picture, { url, isAlone: pictures.length === 1 }));
  return {
    candidates: [...new Map(candidates.map((candidate) => [candidate.sourceId, candidate])).values()],
    invalidCount: pictures.length - candidates.length,
    next: [...furtherPages($, url), ...deeperPages($, url)],
    total: null,
    evidence: candidates.length === 0 ? "none" : structured.length > 0 ? "json-ld" : "dom",
  };
}

/** A picture with a page of its own goes by that page's address, so that the list and the page mean the same picture. */
function toCandidate(picture: PagePicture, { url, isAlone }: { url: string; isAlone: boolean }): Candidate[] {
  const own = picture.pageUrl && isSameSite(picture.pageUrl, url) ? picture.pageUrl : null;
  const isElsewhere = own !== null && own !== url;
  const key = isElsewhere ? own : isAlone ? url : picture.imageUrl;
  const parsed = candidateSchema.safeParse({
    ...picture,
    ...cut(picture),
    sourceId: pictureKey(key),
    pageUrl: own ?? url,
    roomType: null,
    needsDetail: isElsewhere && picture.licenceUrl === null,
  });
  return parsed.success ? [parsed.data] : [];
}

const cut = ({ title, description, author, tags }: PagePicture) => ({
  title: title?.slice(0, 500) ?? null,
  description: description?.slice(0, 5000) ?? null,
  author: author?.slice(0, 300) ?? null,
  tags: [...new Set(tags)].filter((tag) => tag.length <= 80).slice(0, 50),
});

function extractDetail({ body, url }: FetchedPage): CandidateDetail {
  const $ = load(body);
  const picture = jsonLdPictures($, url)[0] ?? openGraphPicture($, url) ?? markupPictures($, url)[0];
  if (!picture) return {};
  const link = $("a[rel~=license], link[rel~=license]").first();
  const said = {
    ...cut(picture),
    licence: cleanText(link.text()),
    licenceUrl: picture.licenceUrl ?? absoluteUrl(link.attr("href"), url),
  };
  const definite = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
  return { imageUrl: picture.imageUrl, fallbackUrls: picture.fallbackUrls, ...definite };
}

const NEXT_LINKS =
  "a[rel~=next], link[rel~=next], .pagination .next a, .pagination a.next, a.pagination-next, .nav-links a.next";

const furtherPages = ($: ReturnType<typeof load>, url: string): PageLink[] =>
  linksOf($, NEXT_LINKS, url)
    .slice(0, 1)
    .map((next) => ({ url: next, deeper: 0 }));

/** What may hold more pictures: links of the page that are no files. */
const deeperPages = ($: ReturnType<typeof load>, url: string): PageLink[] =>
  linksOf($, "a[href]:not([rel~=nofollow], [rel~=next], [rel~=prev])", url)
    .filter((link) => !/\.(jpe?g|png|webp|avif|gif|svg|pdf|zip|mp4|css|js|xml|json)$/i.test(new URL(link).pathname))
    .map((link) => ({ url: link, deeper: 1 }));

function linksOf($: ReturnType<typeof load>, selector: string, url: string): string[] {
  const links = $(selector)
    .toArray()
    .flatMap((element) => absoluteUrl($(element).attr("href"), url) ?? []);
  return [...new Set(links)].filter((link) => link !== url && isSameSite(link, url));
}
