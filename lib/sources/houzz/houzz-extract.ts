import type { CheerioAPI } from "cheerio";
import { storable } from "@/lib/db/storable";
import { absoluteUrl, cleanText } from "../html";
import {
  type Candidate,
  type CandidateDetail,
  candidateSchema,
  type Extraction,
  type PageLink,
} from "../source-adapter";
import { followingPage, itemsBefore, type PhotoAddress, pageKind, photoAddress, projectIdOf } from "./houzz-addresses";
import { type HouzzContext, readContext, type Space } from "./houzz-context";
import { imageAddresses, imageOf } from "./houzz-images";
import {
  type Card,
  layoutOf,
  nextHref,
  readCards,
  readJsonLdImages,
  readPhotoPage,
  readTotal,
  tagsOfDescription,
} from "./houzz-page";
import { parsePhotoSlug } from "./houzz-sites";

/** Where no total is given, a page with fewer photos is taken to be the last. */
const FULL_PAGE_MIN = 18;

interface Place {
  /** Of the page. */
  url: string;
  cdnOrigin: string;
}

/** A photo before it is checked: all that any part of the page says of it. */
interface Found {
  photo: PhotoAddress;
  imageIds: string[];
  imageUrls: string[];
  title: string | null;
  description: string | null;
  author: string | null;
  authorUrl: string | null;
  details: Record<string, string | number | boolean>;
}

/** Candidates of a listing, a project or a photo page: from its state, else from its JSON-LD, else from its markup. */
export function extractPage($: CheerioAPI, place: Place): Extraction {
  const cards = readCards($, place.url);
  const context = readContext($);
  const { found, evidence } = readFound($, { place, cards, context });
  const candidates = found.flatMap((photo) => toCandidates(photo, { context, place }));
  const has = new Set(candidates.map(({ pageUrl }) => photoAddress(pageUrl, place.url)?.id));
  const total = readTotal($);
  return {
    candidates: [...new Map(candidates.map((candidate) => [candidate.sourceId, candidate])).values()],
    invalidCount: new Set(cards.map(({ photo }) => photo.id).filter((id) => !has.has(id))).size,
    next: nextPages($, { url: place.url, total, count: has.size }),
    total,
    evidence: candidates.length > 0 ? evidence : "none",
  };
}

/** What a photo's own page adds. */
export function detailOf($: CheerioAPI, place: Place): CandidateDetail {
  const { candidates } = extractPage($, place);
  const own = photoAddress(place.url, place.url)?.id;
  const candidate = candidates.find(({ sourceId }) => sourceId === own);
  if (!candidate) return {};
  const { imageUrl, fallbackUrls, title, description, author, authorUrl, tags, details, roomType } = candidate;
  const said = { title, description, author, authorUrl, roomType };
  const definite = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
  return { imageUrl, fallbackUrls, tags, details, ...definite };
}

function readFound(
  $: CheerioAPI,
  { place, cards, context }: { place: Place; cards: Card[]; context: HouzzContext | null },
): { found: Found[]; evidence: Extraction["evidence"] } {
  const jsonLd = readJsonLdImages($, place.url);
  const byId = new Map<string, Card>();
  for (const card of cards) if (!byId.has(card.photo.id)) byId.set(card.photo.id, card);
  const spaces = context ? spacesOf(context, place.url) : [];
  const own = photoAddress(place.url, place.url);
  const ofPage = own && readPhotoPage($, place.url);

  function merge(photo: PhotoAddress, space: Space | null, context: HouzzContext | null): Found {
    const card = byId.get(photo.id);
    const linked = jsonLd.find((image) => image.photo?.id === photo.id);
    const page = photo.id === own?.id ? ofPage : null;
    const urls = [...(linked ? [linked.imageUrl] : []), ...(page?.imageUrls ?? []), ...(card?.imageUrls ?? [])];
    const images = space?.imageIds ?? urls.flatMap((url) => imageOf(url)?.id ?? []).slice(0, 1);
    return {
      photo,
      imageIds: [...new Set(images)],
      imageUrls: urls,
      title: cleanText(space?.title) ?? linked?.title ?? page?.title ?? null,
      description: linked?.description ?? page?.description ?? card?.description ?? null,
      author: (space?.ownerId && cleanText(context?.users.get(space.ownerId))) || page?.author || card?.author || null,
      authorUrl: page?.authorUrl ?? card?.authorUrl ?? null,
      details: space && context ? detailsOf(space, context) : {},
    };
  }

  if (spaces.length > 0)
    return { found: spaces.map(({ photo, space }) => merge(photo, space, context)), evidence: "hz-ctx" };
  const named = jsonLd.flatMap(({ photo }) => photo ?? []);
  if (named.length > 0) return { found: named.map((photo) => merge(photo, null, null)), evidence: "json-ld" };
  const shown = [...(own ? [own] : []), ...[...byId.values()].map(({ photo }) => photo)];
  return { found: shown.map((photo) => merge(photo, null, null)), evidence: "dom" };
}

/** The photos a page is about: not its products, and of a photo's or project's page not the related ones. */
function spacesOf(context: HouzzContext, url: string): { photo: PhotoAddress; space: Space }[] {
  const kind = pageKind(url);
  const photoId = kind === "photo" ? (photoAddress(url, url)?.id ?? context.currentSpaceId) : null;
  const projectId = kind === "project" ? (context.currentProjectId ?? projectIdOf(url)) : null;
  return [...context.spaces.values()].flatMap((space) => {
    const photo = space.isProduct ? null : photoAddress(space.url, url);
    const isWanted = photo && (!photoId || photo.id === photoId) && (!projectId || space.projectId === projectId);
    return isWanted ? [{ photo, space }] : [];
  });
}

function detailsOf({ projectId, buzzCount }: Space, context: HouzzContext): Found["details"] {
  const project = projectId ? cleanText(context.projectTitles.get(projectId)) : null;
  return {
    ...(projectId && { project_id: projectId }),
    ...(project && { project }),
    ...(buzzCount != null && { saves: buzzCount }),
  };
}

/** One candidate an image; the first keeps the photo's own number. */
function toCandidates(found: Found, { context, place }: { context: HouzzContext | null; place: Place }): Candidate[] {
  const { room, style, place: where } = parsePhotoSlug(found.photo.slug);
  return found.imageIds.flatMap((imageId, index) => {
    const stored = context?.images.get(imageId);
    const image = { id: imageId, modified: stored?.modified ?? null };
    const [imageUrl, ...fallbackUrls] = imageAddresses(image, found.imageUrls, place.cdnOrigin);
    const sizes = { source_width: stored?.width, source_height: stored?.height };
    const details = { ...found.details, ...sizes, style, place: where && storable(where), is_original: false };
    const parsed = candidateSchema.safeParse({
      sourceId: index === 0 ? found.photo.id : `${found.photo.id}:${imageId}`,
      pageUrl: found.photo.url,
      imageUrl,
      fallbackUrls: fallbackUrls.slice(0, 5),
      title: found.title,
      description: found.description,
      author: found.author,
      authorUrl: found.authorUrl,
      licence: null,
      licenceUrl: null,
      roomType: room,
      tags: [...new Set([...(style ? [style] : []), ...tagsOfDescription(found.description)])],
      needsDetail: found.author === null,
      details: Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null && value !== undefined)),
    });
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * A link on the page wins over counting; a page without photos has none after it, and no page begins beyond the total: there
 * the site begins again from the first.
 */
function nextPages(
  $: CheerioAPI,
  { url, total, count }: { url: string; total: number | null; count: number },
): PageLink[] {
  if (pageKind(url) !== "listing" || count === 0) return [];
  const linked = absoluteUrl(nextHref($), url);
  if (linked) {
    const isOurs = new URL(linked).host === new URL(url).host && pageKind(linked) === "listing";
    const isBeyond = total !== null && itemsBefore(linked) >= total;
    return isOurs && !isBeyond && linked !== url ? [{ url: linked, deeper: 0 }] : [];
  }
  const following = followingPage(url, layoutOf($));
  const isLast = total === null ? count < FULL_PAGE_MIN : itemsBefore(following) >= total;
  return isLast ? [] : [{ url: following, deeper: 0 }];
}
