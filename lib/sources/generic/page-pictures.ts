import type { CheerioAPI } from "cheerio";
import { absoluteUrl, cleanText, isOfType, type JsonObject, jsonLdObjects, nameOf, srcsetUrls } from "../html";

/** What a page says of one picture. */
export interface PagePicture {
  imageUrl: string;
  fallbackUrls: string[];
  /** The picture's own page, where it has one on the same site. */
  pageUrl: string | null;
  title: string | null;
  description: string | null;
  author: string | null;
  licence: string | null;
  licenceUrl: string | null;
  tags: string[];
}

const NONE = { title: null, description: null, author: null, licence: null, licenceUrl: null, tags: [] };

/** Keys of JSON-LD under which pictures of the page stand; a publisher's logo, say, does not. */
const HOLDERS = [
  "image",
  "associatedMedia",
  "hasPart",
  "primaryImageOfPage",
  "mainEntity",
  "itemListElement",
  "item",
  "photo",
];
const GALLERIES = ["ImageGallery", "CollectionPage", "MediaGallery"];

/** Pictures of a page's JSON-LD: `ImageObject`s, alone or in a gallery; both spellings of the address. */
export function jsonLdPictures($: CheerioAPI, url: string): PagePicture[] {
  const objects = jsonLdObjects($).flatMap((object) => unfold(object, 0));
  const pictures = objects.flatMap((object) => pictureOf(object, url));
  return [...new Map(pictures.map((picture) => [picture.imageUrl, picture])).values()];
}

const DEPTH_MAX = 5;

function unfold(object: JsonObject, depth: number): JsonObject[] {
  if (depth > DEPTH_MAX) return [];
  const isGallery = GALLERIES.some((type) => isOfType(object, type));
  const held = HOLDERS.flatMap((key) => [object[key]].flat()).flatMap((value): JsonObject[] => {
    if (typeof value === "string" && isGallery) return [{ "@type": "ImageObject", contentUrl: value }];
    return isObject(value) ? unfold(value, depth + 1) : [];
  });
  return [object, ...held];
}

function pictureOf(object: JsonObject, url: string): PagePicture[] {
  if (!["ImageObject", "Photograph"].some((type) => isOfType(object, type))) return [];
  const address = object.contentUrl ?? object.contentURL ?? (isOfType(object, "ImageObject") ? object.url : undefined);
  const imageUrl = absoluteUrl(cleanText(address) ?? undefined, url);
  if (!imageUrl) return [];
  const page = absoluteUrl(cleanText(object.mainEntityOfPage ?? object.url) ?? undefined, url);
  const keywords = Array.isArray(object.keywords) ? object.keywords : String(object.keywords ?? "").split(",");
  return [
    {
      imageUrl,
      fallbackUrls: [],
      pageUrl: page && page !== imageUrl ? page : null,
      title: cleanText(object.name),
      description: cleanText(object.description) ?? cleanText(object.caption),
      author: nameOf(object.creator) ?? nameOf(object.author) ?? cleanText(object.creditText),
      licence: null,
      licenceUrl: absoluteUrl(cleanText(object.license) ?? undefined, url),
      tags: keywords.flatMap((tag) => cleanText(tag) ?? []),
    },
  ];
}

/** The picture a page names for those who link to it (Open Graph), which is its main one. */
export function openGraphPicture($: CheerioAPI, url: string): PagePicture | null {
  const meta = (name: string) => cleanText($(`meta[property="${name}"], meta[name="${name}"]`).first().attr("content"));
  const address = meta("og:image:secure_url") ?? meta("og:image:url") ?? meta("og:image") ?? meta("twitter:image");
  const imageUrl = absoluteUrl(address ?? undefined, url);
  if (!imageUrl) return null;
  return {
    ...NONE,
    imageUrl,
    fallbackUrls: [],
    pageUrl: null,
    title: meta("og:title"),
    description: meta("og:image:alt") ?? meta("og:description"),
    author: meta("author"),
  };
}

const SIDE_MIN_PX = 200;
const DECORATION = /(^|[/_.-])(logo|icon|sprite|avatar|badge|button|pixel|spacer|placeholder|favicon)s?([/_.-]|$)/i;
const PICTURE_FILE = /\.(jpe?g|png|webp|avif)$/i;
/** Parts of a page that hold its frame, not its pictures. */
const FRAME = "header, nav, footer, aside, noscript";

/** Pictures in the markup: `img`, lazy or not, with the sources of its `picture`; a link to a picture file is the larger form. */
export function markupPictures($: CheerioAPI, url: string): PagePicture[] {
  const pictures = $("img")
    .toArray()
    .flatMap((element) => {
      const image = $(element);
      if (image.closest(FRAME).length > 0 || isSmall(image)) return [];
      const sources = image.closest("picture").find("source").toArray();
      const forms = [
        ...sources.flatMap((source) => srcsetUrls($(source).attr(), url)),
        ...srcsetUrls(image.attr(), url),
      ];
      const urls = forms.filter(
        (form) => !DECORATION.test(new URL(form).pathname) && !/\.(svg|gif)$/i.test(new URL(form).pathname),
      );
      const link = absoluteUrl(image.closest("a[href]").attr("href"), url);
      const isFile = link !== null && PICTURE_FILE.test(new URL(link).pathname);
      const [imageUrl, ...fallbackUrls] = isFile ? [link, ...urls] : urls;
      if (!imageUrl) return [];
      const caption = cleanText(image.closest("figure").find("figcaption").first().text());
      return [
        {
          ...NONE,
          imageUrl,
          fallbackUrls: fallbackUrls.slice(0, 5),
          pageUrl: isFile ? null : link,
          title: cleanText(image.attr("title")) ?? cleanText(image.attr("alt")) ?? caption,
          description: caption,
        },
      ];
    });
  return [...new Map(pictures.map((picture) => [picture.imageUrl, picture])).values()];
}

function isSmall(image: ReturnType<CheerioAPI>): boolean {
  const sides = ["width", "height"].map((name) => Number.parseInt(image.attr(name) ?? "", 10));
  return sides.some((side) => side > 0 && side < SIDE_MIN_PX);
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
