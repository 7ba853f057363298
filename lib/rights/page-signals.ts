import { load } from "cheerio";
import type { RightsFinding } from "./decide-rights";

type HeaderValue = string | string[] | undefined;
type Headers = Record<string, HeaderValue>;

const DENYING = new Set(["noai", "noimageai", "noindex", "noimageindex", "none"]);
/** Directives that carry a value after a colon, which must not be taken for the name of a crawler. */
const VALUED = new Set(["unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"]);

/** What the `X-Robots-Tag` header of a page or picture says of its use. */
export function headerFindings(headers: Headers, url: string, productToken: string): RightsFinding[] {
  const tags = [headers["x-robots-tag"] ?? []].flat();
  const denying = tags.flatMap((tag) => denyingDirectives(tag, productToken));
  return refusalBy({ url, kind: "x-robots-tag", where: "The header X-Robots-Tag", denying, said: tags });
}

/** What a page's own robots elements say of the use of the page and its pictures. */
export function metaFindings(html: string, url: string, productToken: string): RightsFinding[] {
  const $ = load(html);
  const contents = (name: string) =>
    $("meta")
      .toArray()
      .filter((meta) => $(meta).attr("name")?.trim().toLowerCase() === name)
      .map((meta) => $(meta).attr("content") ?? "");
  const said = [...contents("robots"), ...contents(productToken.toLowerCase())];
  const denying = said.flatMap((content) => denyingDirectives(content, productToken));
  return refusalBy({ url, kind: "meta-robots", where: "The page's robots element", denying, said });
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
