import { createHash } from "node:crypto";
import { load } from "cheerio";
import { absoluteUrl, cleanText } from "../html";
import { type Candidate, candidateSchema, type Extraction, type FetchedPage } from "../source-adapter";
import { isSameSite } from "./same-site";

/** Whether a page is a sitemap (sitemaps.org), or an index of such. */
export const isSitemap = (body: string): boolean =>
  /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(urlset|sitemapindex)\b/.test(body);

/** What a picture without a number of its own is known by: its address, as 40 hex digits. */
export const pictureKey = (url: string): string => createHash("sha1").update(url).digest("hex");

/** Pictures a sitemap names are candidates; its other pages, and the sitemaps of an index, are read next. */
export function readSitemap({ body, url }: FetchedPage): Extraction {
  const $ = load(body, { xml: true });
  const locOf = (element: Parameters<typeof $>[0]) =>
    absoluteUrl($(element).children("loc").first().text().trim(), url);
  const maps = $("sitemap")
    .toArray()
    .flatMap((entry) => locOf(entry) ?? []);
  const pages = $("url").toArray();
  const pictures = pages.flatMap((page) =>
    $(page)
      .children("image\\:image")
      .toArray()
      .map((image) =>
        toCandidate({
          pageUrl: locOf(page),
          said: (name) => cleanText($(image).children(`image\\:${name}`).text()),
          url,
        }),
      ),
  );
  const plainPages = pages
    .filter((page) => $(page).children("image\\:image").length === 0)
    .flatMap((page) => locOf(page) ?? []);
  const candidates = pictures.flatMap((candidate) => candidate ?? []);
  return {
    candidates,
    invalidCount: pictures.length - candidates.length,
    next: [
      ...maps.filter((map) => isSameSite(map, url)).map((map) => ({ url: map, deeper: 0 as const })),
      ...plainPages.filter((page) => isSameSite(page, url)).map((page) => ({ url: page, deeper: 1 as const })),
    ],
    total: null,
    evidence: candidates.length > 0 ? "sitemap" : "none",
  };
}

function toCandidate({
  pageUrl,
  said,
  url,
}: {
  pageUrl: string | null;
  said: (name: string) => string | null;
  url: string;
}): Candidate | null {
  const imageUrl = absoluteUrl(said("loc") ?? undefined, url);
  if (!imageUrl || !pageUrl || !isSameSite(pageUrl, url)) return null;
  const parsed = candidateSchema.safeParse({
    sourceId: pictureKey(imageUrl),
    pageUrl,
    imageUrl,
    title: said("title")?.slice(0, 500) ?? null,
    description: said("caption")?.slice(0, 5000) ?? null,
    author: null,
    licence: null,
    licenceUrl: absoluteUrl(said("license") ?? undefined, url),
    roomType: null,
    tags: [],
  });
  return parsed.success ? parsed.data : null;
}
