import type { CheerioAPI } from "cheerio";
import { absoluteUrl, cleanText, isOfType, jsonLdObjects, srcsetUrls } from "../html";
import { type PhotoAddress, photoAddress } from "./houzz-addresses";

/** A photo as a listing shows it. */
export interface Card {
  photo: PhotoAddress;
  /** Widest first; empty while a script has yet to bring the picture. */
  imageUrls: string[];
  /** The picture's alternative text, a sentence of style, materials and place. */
  description: string | null;
  author: string | null;
  authorUrl: string | null;
}

/** Cards of today's listings, of 2020 and of 2017. */
const CARDS = ".hz-photo-card, .hz-space-card, .whiteCard";
const CARD_LINK = 'a.hz-photo-card__ratio-box, a[href*="phvw-vp~"]';

/** Cards without a link (adverts) and links to anything but photos (products) are none of ours. */
export function readCards($: CheerioAPI, url: string): Card[] {
  return $(CARDS)
    .toArray()
    .flatMap((element) => {
      const card = $(element);
      const photo = photoAddress(card.find(CARD_LINK).first().attr("href") ?? "", url);
      if (!photo) return [];
      const image = card.find("img.hz-photo-card__img, img").first();
      const pro = card.find("a.hz-photo-card__pro").first();
      return [
        {
          photo,
          imageUrls: srcsetUrls(image.attr(), url),
          description: cleanText(image.attr("alt")),
          author: cleanText(pro.text()),
          authorUrl: absoluteUrl(pro.attr("href"), url),
        },
      ];
    });
}

/** Which way of counting pages goes with the layout. */
export const layoutOf = ($: CheerioAPI): "first-item" | "page" =>
  $(".hz-space-card, .whiteCard").length > 0 && $(".hz-photo-card").length === 0 ? "first-item" : "page";

export const nextHref = ($: CheerioAPI): string | undefined => $("a.hz-pagination-link--next").first().attr("href");

/** The third number of "1 - 20 of 1,234 photos". */
export function readTotal($: CheerioAPI): number | null {
  const digits = $(".hz-top-pagination__text b").eq(2).text().replace(/\D/g, "");
  return digits ? Number(digits) : null;
}

/** Pictures that JSON-LD names, with the photo page each belongs to; a photo's own page need not say so. */
export function readJsonLdImages($: CheerioAPI, url: string) {
  return jsonLdObjects($).flatMap((object) => {
    const imageUrl = absoluteUrl(cleanText(object.contentURL ?? object.contentUrl) ?? undefined, url);
    if (!imageUrl || isOfType(object, "VideoObject")) return [];
    const page = [object.url, object.mainEntityOfPage].find((value) => typeof value === "string") ?? url;
    return [
      {
        imageUrl,
        photo: photoAddress(String(page), url),
        title: cleanText(object.name),
        description: cleanText(object.description) ?? cleanText(object.caption),
      },
    ];
  });
}

/** What a photo's own page says in its markup. */
export function readPhotoPage($: CheerioAPI, url: string) {
  const image = $(".view-photo-image-pane img.view-photo-image-pane__image, .view-photo-image-pane img").first();
  const pro = $("a.hz-photo-card__pro, .hz-view-photo__pro a, a[href*='-pf~']").first();
  return {
    imageUrls: srcsetUrls(image.attr(), url),
    description:
      cleanText($(".hz-view-photo__space-info__description, .vp-redesign-description").first().text()) ??
      cleanText(image.attr("alt")),
    title: cleanText($("h1").first().text()),
    author: cleanText(pro.text()),
    authorUrl: absoluteUrl(pro.attr("href"), url),
  };
}

const TAGS_MAX = 12;
const TAG_LENGTH_MAX = 80;

/** "…living room in New York with gray walls, a fireplace and no tv" → gray walls, fireplace, no tv. */
export function tagsOfDescription(description: string | null): string[] {
  const [, list] = / with (.+)$/.exec(description ?? "") ?? [];
  const parts = (list ?? "").split(/,\s*(?:and\s+)?|\s+and\s+/);
  const tags = parts.map((part) =>
    part
      .replace(/^(a|an|the)\s+/, "")
      .replace(/\.$/, "")
      .trim(),
  );
  return [...new Set(tags.filter((tag) => tag && tag.length <= TAG_LENGTH_MAX))].slice(0, TAGS_MAX);
}
