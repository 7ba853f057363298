const PHOTO = /^\/(?:hznb\/)?(?<section>photos|foto)\/(?<slug>.*?)-?phvw-vp~(?<id>\d{1,15})\/?$/u;
const LISTING = /^\/(?:photos|foto)\/(?:.*?-)?phbr\d+-bp~(?:[a-z]+_[\d-]+(?:~[a-z]+_[\d-]+)*)?(?:\/p\/\d+)?\/?$/u;
const PROJECT = /^\/(?:hznb\/)?(?:projects|projets)\/.*?-?pj-vj~(?<id>\d{1,15})\/?$/u;
const OFFSET_PATH = /\/p\/(\d+)\/?$/;

/** Items on a page: 18 where pages are counted by first item (`fi`, until about 2020), 20 since. */
const FIRST_ITEM_STEP = 18;
const PAGE_STEP = 20;

export interface PhotoAddress {
  id: string;
  /** Decoded, without the trailing dash. */
  slug: string;
  /** The one form of the address we keep: on the site it was found on, no `hznb`, no query, percent-encoded. */
  url: string;
}

/** The photo an address stands for, whatever its frontend, slug and query; null when it is no photo's (a product's, say). */
export function photoAddress(href: string, base: string): PhotoAddress | null {
  if (!URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  const match = PHOTO.exec(decodePath(url.pathname));
  const { section, slug, id } = match?.groups ?? {};
  if (!section || !id) return null;
  const path = `/${section}/${slug ? `${slug}-` : ""}phvw-vp~${id}`;
  return { id, slug: slug ?? "", url: new URL(encodeURI(path), base).href };
}

export type HouzzPageKind = "photo" | "listing" | "project" | "search" | "other";

export function pageKind(url: string): HouzzPageKind {
  const path = decodePath(new URL(url).pathname);
  if (/\/(query|s)\//.test(path) || /\/query$/.test(path)) return "search";
  if (PHOTO.test(path)) return "photo";
  if (LISTING.test(path)) return "listing";
  return PROJECT.test(path) ? "project" : "other";
}

export const projectIdOf = (url: string): string | null =>
  PROJECT.exec(decodePath(new URL(url).pathname))?.groups?.id ?? null;

/**
 * Address of the page after this one where the page has no link to it: by the counting its own address uses, else by the
 * counting of its layout. All three have been in use: `?fi=18`, `?pg=2`, `/p/20`.
 */
export function followingPage(url: string, layout: "first-item" | "page"): string {
  const next = new URL(url);
  const offset = OFFSET_PATH.exec(next.pathname)?.[1];
  const firstItem = next.searchParams.get("fi");
  const page = next.searchParams.get("pg");
  if (offset !== undefined) next.pathname = next.pathname.replace(OFFSET_PATH, `/p/${Number(offset) + PAGE_STEP}`);
  else if (firstItem !== null || (page === null && layout === "first-item"))
    next.searchParams.set("fi", String((Number(firstItem) || 0) + FIRST_ITEM_STEP));
  else next.searchParams.set("pg", String((Number(page) || 1) + 1));
  return next.href;
}

/** How many pictures come before this page, by its address. */
export function itemsBefore(url: string): number {
  const { pathname, searchParams } = new URL(url);
  const offset = OFFSET_PATH.exec(pathname)?.[1] ?? searchParams.get("fi");
  if (offset !== null && offset !== undefined) return Number(offset) || 0;
  return ((Number(searchParams.get("pg")) || 1) - 1) * PAGE_STEP;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray percent sign: matched as it stands
  }
}
