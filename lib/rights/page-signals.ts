import { load } from "cheerio";
import type { RightsFinding } from "./decide-rights";

type HeaderValue = string | string[] | undefined;
type Headers = Record<string, HeaderValue>;

const DENYING = new Set(["noai", "noimageai", "noindex", "noimageindex", "none"]);
/** Directives that carry a value after a colon, which must not be taken for the name of a crawler. */
const VALUED = new Set(["unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"]);

/** What the headers of a page's or picture's answer say of its use: `X-Robots-Tag` and `TDM-Reservation`. */
export function headerFindings(headers: Headers, url: string, productToken: string): RightsFinding[] {
  const tags = [headers["x-robots-tag"] ?? []].flat();
  const denying = tags.flatMap((tag) => denyingDirectives(tag, productToken));
  return [
    ...refusalBy({ url, kind: "x-robots-tag", where: "The header X-Robots-Tag", denying, said: tags }),
    ...tdmFindings({
      url,
      where: "The header TDM-Reservation",
      value: first(headers["tdm-reservation"]),
      policy: first(headers["tdm-policy"]),
    }),
  ];
}

/** What a page's own meta elements say of the use of the page and its pictures. */
export function metaFindings(html: string, url: string, productToken: string): RightsFinding[] {
  const $ = load(html);
  const contents = (name: string) =>
    $("meta")
      .toArray()
      .filter((meta) => $(meta).attr("name")?.trim().toLowerCase() === name)
      .map((meta) => $(meta).attr("content") ?? "");
  const said = [...contents("robots"), ...contents(productToken.toLowerCase())];
  const denying = said.flatMap((content) => denyingDirectives(content, productToken));
  const [value] = contents("tdm-reservation");
  const [policy] = contents("tdm-policy");
  return [
    ...refusalBy({ url, kind: "meta-robots", where: "The page's robots element", denying, said }),
    ...tdmFindings({ url, where: "The page's tdm-reservation element", value, policy }),
  ];
}

/**
 * The directives of one `X-Robots-Tag` value or meta content that keep us from using what it stands on. A crawler's name
 * before a colon (`otherbot: noai, nofollow`) holds for the rest of the value.
 */
export function denyingDirectives(value: string, productToken: string): string[] {
  const denying: string[] = [];
  let scope: string | null = null;
  for (const part of value.toLowerCase().split(",")) {
    let directive = part.trim();
    const [, name, rest] = /^([\w.*-]+)\s*:\s*(.*)$/.exec(directive) ?? [];
    if (name !== undefined && !VALUED.has(name)) {
      scope = name;
      directive = rest ?? "";
    }
    const isForUs = scope === null || scope === "*" || scope === productToken.toLowerCase();
    if (isForUs && DENYING.has(directive)) denying.push(directive);
  }
  return denying;
}

function refusalBy(found: {
  url: string;
  kind: string;
  where: string;
  denying: string[];
  said: string[];
}): RightsFinding[] {
  const { url, kind, where, denying, said } = found;
  if (denying.length === 0) return [];
  return [
    {
      url,
      kind,
      decision: "refused",
      detail: `${where} says ${[...new Set(denying)].join(", ")}.`,
      evidence: { said },
    },
  ];
}

/** TDM Reservation Protocol (W3C community group): 1 reserves, 0 does not, anything else says nothing. */
function tdmFindings(found: {
  url: string;
  where: string;
  value: string | undefined;
  policy: string | undefined;
}): RightsFinding[] {
  const { url, where, value, policy = null } = found;
  const said = value?.trim();
  if (said !== "0" && said !== "1") return [];
  const kind = "tdm-reservation";
  const evidence = { reservation: said, policy };
  if (said === "0") return [{ url, kind, decision: "allowed", detail: `${where} leaves data mining open.`, evidence }];
  const ask = policy ? ` Its terms: ${policy}` : "";
  return [{ url, kind, decision: "refused", detail: `${where} reserves data mining.${ask}`, evidence }];
}

const first = (value: HeaderValue) => [value].flat()[0];
