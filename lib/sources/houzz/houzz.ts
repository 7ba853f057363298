import { load } from "cheerio";
import { InvalidInputError } from "@/lib/errors";
import { type FetchedPage, roomSlug, type SourceAdapter } from "../source-adapter";
import type { SourceOptions } from "../source-options";
import { pageKind } from "./houzz-addresses";
import { detailOf, extractPage } from "./houzz-extract";
import { HOUZZ_SITES, houzzSite, ROOM_NAMES, STYLE_NAMES } from "./houzz-sites";

const CDN_ORIGIN = "https://st.hzcdn.com";

/**
 * Houzz, read from what its pages show any guest: no account, no internal interface, no search pages.
 * @param standIns addresses that take the place of the site and its image host, of every country.
 */
export function createHouzzSource(
  standIns: { origin?: string | undefined; cdnOrigin?: string | undefined } = {},
): SourceAdapter {
  const cdnOrigin = standIns.cdnOrigin ?? CDN_ORIGIN;
  const originOf = (site: string) => standIns.origin ?? houzzSite(site).origin;
  const hostsOf = (options: SourceOptions) => [new URL(originOf(options.site ?? "us")).host];
  return {
    id: "houzz",
    name: "Houzz",
    terms:
      "Houzz forbids commercial use and data mining of its content; the photos belong to the professionals who uploaded them. " +
      "Collect only what you hold a right to: your own projects, or photos whose owner has agreed in writing.",
    termsUrl: "https://www.houzz.com/acceptableUsePolicy",
    licenceNote:
      "No licence is stated anywhere: every photo is taken to have all rights reserved, and its licence is unknown.",
    permissionReason:
      "Houzz's terms forbid mining its site. It stays off until an administrator records what gives you the right to collect from it.",
    setupReason: null,
    roomTypes: ROOM_NAMES,
    optionFields: [
      {
        name: "site",
        label: "Country site",
        hint: "Rooms and styles have numbers of their own in each country; where they are not known, give addresses.",
        kind: "choice",
        choices: Object.entries(HOUZZ_SITES).map(([value, { label }]) => ({ value, label })),
        isRequired: false,
        fallback: "us",
      },
      {
        name: "styles",
        label: "Styles",
        hint: "Each is combined with each room. None means all of them.",
        kind: "choices",
        choices: STYLE_NAMES.map((value) => ({ value, label: value })),
        isRequired: false,
        fallback: null,
      },
      {
        name: "start_urls",
        label: "Addresses",
        hint: "Listing, project or photo pages of this site, one a line, instead of rooms and styles.",
        kind: "lines",
        choices: null,
        isRequired: false,
        fallback: null,
      },
      {
        name: "max_pages",
        label: "Pages at most",
        hint: "Listing pages of one job.",
        kind: "number",
        choices: null,
        min: 1,
        max: 500,
        isRequired: false,
        fallback: 100,
      },
    ],
    limits: { minDelayMs: 2500, maxPages: 500, minPageBytes: 2000 },
    access: "site",
    headers: () => ({ accept: "text/html" }),
    hosts: (options) => [...hostsOf(options), new URL(cdnOrigin).host],
    browserUse: () => "if-incomplete",
    seeds(options) {
      const site = options.site ?? "us";
      const hosts = hostsOf(options);
      const urls =
        options.startUrls.length > 0
          ? options.startUrls.map((url, index) => checkedStart(url, { hosts, index }))
          : listingPaths(site, options).map((path) => new URL(path, originOf(site)).href);
      return urls.map((url) => ({ url, deeper: 0 }));
    },
    extract: ({ body, url }: FetchedPage) => extractPage(load(body), { url, cdnOrigin }),
    extractDetail: ({ body, url }: FetchedPage) => detailOf(load(body), { url, cdnOrigin }),
  };
}

function listingPaths(site: string, { roomTypes, styles }: SourceOptions): string[] {
  const { rooms, styles: styleIds, label, photosPath } = houzzSite(site);
  const hint = `Give the addresses of its pages instead (start_urls).`;
  const wanted = [...new Set(roomTypes.map(roomSlug))];
  requireKnown(wanted, { known: rooms, what: "room", field: "room_types", label, hint });
  requireKnown(styles, { known: styleIds, what: "style", field: "options.styles", label, hint });
  if (wanted.length === 0 && styles.length === 0) return [`/${photosPath}/home-design-ideas-phbr0-bp~`];
  const topics = wanted.length > 0 ? wanted : Object.keys(rooms);
  return topics.flatMap((room) =>
    styles.length === 0
      ? [`/${photosPath}/${room}-ideas-phbr0-bp~t_${rooms[room]}`]
      : styles.map((style) => `/${photosPath}/${style}-${room}-ideas-phbr1-bp~t_${rooms[room]}~s_${styleIds[style]}`),
  );
}

function requireKnown(
  wanted: readonly string[],
  {
    known,
    what,
    field,
    label,
    hint,
  }: { known: Readonly<Record<string, number>> } & Record<"what" | "field" | "label" | "hint", string>,
): void {
  const unknown = wanted.filter((name) => !(name in known));
  if (unknown.length === 0) return;
  const names = Object.keys(known);
  const there = names.length > 0 ? `Known there: ${names.join(", ")}.` : hint;
  const message = `The ${what} ${unknown.join(", ")} is not known for Houzz in ${label}. ${there}`;
  throw new InvalidInputError(message, [{ field, message }]);
}

function checkedStart(url: string, { hosts, index }: { hosts: string[]; index: number }): string {
  const refuse = (message: string): never => {
    throw new InvalidInputError(message, [{ field: `options.start_urls.${index}`, message }]);
  };
  if (!hosts.includes(new URL(url).host)) return refuse(`${url} is not an address of ${hosts.join(", ")}.`);
  const kind = pageKind(url);
  if (kind === "search")
    return refuse(`${url} is a search page, which Houzz keeps robots out of; give the page of a room or style.`);
  if (kind === "other") return refuse(`${url} is neither a listing, nor a project, nor a photo of Houzz.`);
  return url;
}
