import type { CheerioAPI } from "cheerio";
import { storable } from "@/lib/db/storable";

export type JsonObject = Record<string, unknown>;

/** The address behind a link of a page, or null when it is none (empty, `javascript:`, malformed). */
export function absoluteUrl(href: string | undefined, base: string): string | null {
  if (!href?.trim() || !URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  url.hash = "";
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

/** Text as a reader sees it: one line, single spaces; null when nothing is left. */
export function cleanText(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const clean = storable(value).replace(/\s+/g, " ").trim();
  return clean === "" ? null : clean;
}

/** All JSON-LD objects of a page, lists and `@graph` unfolded. A block that is not JSON is left out, as browsers do. */
export function jsonLdObjects($: CheerioAPI): JsonObject[] {
  return $('script[type="application/ld+json"]')
    .toArray()
    .flatMap((script) => unfold(parseJson($(script).text())));
}

/** Whether an object of JSON-LD is of this type, alone or among others. */
export function isOfType(object: JsonObject, type: string): boolean {
  return [object["@type"]].flat().includes(type);
}

/** `name` of a person or organisation, which JSON-LD allows to be written as plain text. */
export function nameOf(value: unknown): string | null {
  const [first] = [value].flat();
  return cleanText(isJsonObject(first) ? first.name : first);
}

/** Where lazy pages keep the address until a picture comes into view, in the order they are believed. */
const SRCSET_ATTRIBUTES = ["srcset", "data-srcset", "data-lazy-srcset"];
const SRC_ATTRIBUTES = ["data-full", "data-original", "data-lazy-src", "data-src", "data-lazy", "src"];

/**
 * Addresses of an `img` or `source` element, largest first by their descriptors (`2x`, `1280w`), then those without one.
 * Pictures inside the page (`data:`) are none.
 */
export function srcsetUrls(attributes: Record<string, string> | undefined, base: string): string[] {
  const sized = SRCSET_ATTRIBUTES.flatMap((name) => parseSrcset(attributes?.[name] ?? ""));
  const ordered = sized.toSorted((a, b) => b.size - a.size).map(({ url }) => url);
  const plain = SRC_ATTRIBUTES.flatMap((name) => attributes?.[name] ?? []);
  return [...new Set([...ordered, ...plain].flatMap((url) => absoluteUrl(url, base) ?? []))];
}

/** Addresses may hold commas, so one ends at white space, or at a comma before white space. */
function parseSrcset(srcset: string): { url: string; size: number }[] {
  const entries = srcset.matchAll(/(\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,\s*|$)/g);
  return [...entries].flatMap(([, url, size]) => (url ? [{ url, size: Number(size ?? 1) || 0 }] : []));
}

function unfold(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(unfold);
  if (!isJsonObject(value)) return [];
  return "@graph" in value ? unfold(value["@graph"]) : [value];
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return null; // a page's broken block is the page's business
  }
}

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
