import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";
import { absoluteUrl, cleanText } from "../html";
import { parseAnswer } from "../json-answer";
import {
  type Candidate,
  candidateSchema,
  type Extraction,
  type FetchedPage,
  roomSlug,
  type SourceAdapter,
} from "../source-adapter";
import type { SourceOptions } from "../source-options";

const ORIGIN = "https://api.openverse.org";
/** Without an account: 20 results a page, 20 pages a search. */
const PAGE_SIZE = 20;
const PAGES_MAX = 20;
const ROOMS = ["living-room", "bedroom", "kitchen", "dining-room", "bathroom", "home-office", "hallway"];
const OPEN_LICENCES = ["cc0", "pdm", "by", "by-sa"];
const LICENCES = [...OPEN_LICENCES, "by-nc", "by-nd", "by-nc-sa", "by-nc-nd"];

/** Openverse by its public API, within its rules: searches for something, a few pages each, never the catalogue as a whole. */
export function createOpenverseSource({ origin = ORIGIN }: { origin?: string | undefined } = {}): SourceAdapter {
  return {
    id: "openverse",
    name: "Openverse",
    terms:
      "Openverse forbids scraping its catalogue and evading its limits. Ask for something definite; 20 pages of 20 results are the most of any search.",
    termsUrl: "https://docs.openverse.org/terms_of_service.html",
    licenceNote:
      "The licence is what each picture's provider claims; look at the picture's own page before you publish.",
    permissionReason: null,
    setupReason: null,
    roomTypes: ROOMS,
    optionFields: [
      {
        name: "query",
        label: "Search",
        hint: "What the pictures show, such as `scandinavian living room`. Needed where no room is chosen.",
        kind: "text",
        choices: null,
        isRequired: false,
        fallback: null,
      },
      {
        name: "licences",
        label: "Licences",
        hint: "None means those open for every use: CC0, public domain, BY and BY-SA.",
        kind: "choices",
        choices: LICENCES.map((value) => ({ value, label: value.toUpperCase() })),
        isRequired: false,
        fallback: null,
      },
      {
        name: "max_pages",
        label: "Pages at most",
        hint: "Of 20 pictures each, for the whole job.",
        kind: "number",
        choices: null,
        min: 1,
        max: PAGES_MAX,
        isRequired: false,
        fallback: 5,
      },
    ],
    limits: { minDelayMs: 3000, maxPages: PAGES_MAX, minPageBytes: 0 },
    access: "api",
    headers: () => ({ accept: "application/json" }),
    hosts: () => [new URL(origin).host],
    browserUse: () => "never",
    seeds: (options) => queriesOf(options).map((query) => ({ url: searchUrl(origin, query, options), deeper: 0 })),
    extract,
    extractDetail: () => ({}),
  };
}

function queriesOf({ query, roomTypes }: SourceOptions): string[] {
  const rooms = [...new Set(roomTypes.map(roomSlug))];
  const refuse = (field: string, message: string): never => {
    throw new InvalidInputError(message, [{ field, message }]);
  };
  const unknown = rooms.filter((room) => !ROOMS.includes(room));
  if (unknown.length > 0)
    refuse("room_types", `No search is set up for ${unknown.join(", ")}. There are: ${ROOMS.join(", ")}.`);
  if (rooms.length === 0 && !query)
    refuse("options.query", "Say what to look for: Openverse may be searched for something, not copied as a whole.");
  if (rooms.length === 0) return query ? [query] : [];
  return rooms.map((room) => [query, room.replaceAll("-", " "), "interior"].filter(Boolean).join(" "));
}

function searchUrl(origin: string, query: string, { licences }: SourceOptions): string {
  const parameters = new URLSearchParams({
    q: query,
    license: (licences.length > 0 ? licences : OPEN_LICENCES).join(","),
    category: "photograph",
    mature: "false",
    page: "1",
    page_size: String(PAGE_SIZE),
  });
  return `${origin}/v1/images/?${parameters}`;
}

const maybeText = z.string().nullish().catch(null);
const resultSchema = z.object({
  id: z.string(),
  url: maybeText,
  foreign_landing_url: maybeText,
  title: maybeText,
  creator: maybeText,
  creator_url: maybeText,
  license: maybeText,
  license_version: maybeText,
  license_url: maybeText,
  attribution: maybeText,
  provider: maybeText,
  width: z.number().nullish().catch(null),
  height: z.number().nullish().catch(null),
  mature: z.boolean().nullish().catch(null),
  tags: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .catch(null),
});
const answerSchema = z.object({
  result_count: z.number(),
  page_count: z.number(),
  results: z.array(z.unknown()),
});

function extract(page: FetchedPage): Extraction {
  const { result_count, page_count, results } = parseAnswer(page, answerSchema);
  const candidates = results.flatMap((result) => toCandidate(result, page.url));
  const url = new URL(page.url);
  const number = Number(url.searchParams.get("page")) || 1;
  const isLast = number >= Math.min(page_count, PAGES_MAX) || results.length === 0;
  url.searchParams.set("page", String(number + 1));
  return {
    candidates,
    invalidCount: results.length - candidates.length,
    next: isLast ? [] : [{ url: url.href, deeper: 0 }],
    total: result_count,
    evidence: candidates.length > 0 ? "api" : "none",
  };
}

function toCandidate(value: unknown, base: string): Candidate[] {
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success || parsed.data.mature) return [];
  const result = parsed.data;
  const query = new URL(base).searchParams.get("q") ?? "";
  const sizes = { source_width: result.width, source_height: result.height };
  const details = { ...sizes, provider: result.provider, attribution: result.attribution?.slice(0, 500) };
  const candidate = candidateSchema.safeParse({
    sourceId: result.id,
    pageUrl: absoluteUrl(result.foreign_landing_url ?? undefined, base),
    imageUrl: absoluteUrl(result.url ?? undefined, base),
    title: cleanText(result.title)?.slice(0, 500) ?? null,
    description: null,
    author: cleanText(result.creator)?.slice(0, 300) ?? null,
    authorUrl: absoluteUrl(result.creator_url ?? undefined, base),
    licence: licenceName(result.license, result.license_version),
    licenceUrl: absoluteUrl(result.license_url ?? undefined, base),
    roomType: ROOMS.find((room) => ` ${query} `.includes(` ${room.replaceAll("-", " ")} `)) ?? null,
    tags: [...new Set((result.tags ?? []).map(({ name }) => name.trim()))]
      .filter((tag) => tag && tag.length <= 80)
      .slice(0, 50),
    details: Object.fromEntries(
      Object.entries(details).filter(([, detail]) => detail !== null && detail !== undefined),
    ),
  });
  return candidate.success ? [candidate.data] : [];
}

/** `by-sa` and `2.0` → `CC BY-SA 2.0`, as the licence calls itself. */
function licenceName(licence: string | null | undefined, version: string | null | undefined): string | null {
  if (!licence) return null;
  const name = { cc0: "CC0", pdm: "Public Domain Mark" }[licence] ?? `CC ${licence.toUpperCase()}`;
  return [name, version].filter(Boolean).join(" ");
}
