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
