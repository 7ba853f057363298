import type { RightsFinding } from "./decide-rights";

/** A licence in one form, whatever the source called it. */
export interface Licence {
  /** As SPDX has it (`CC-BY-SA-4.0`, `CC0-1.0`, `MIT`); `public-domain` and the like where SPDX has none. Versions may be missing. */
  id: string;
  /** Of its text; null where none is known. */
  url: string | null;
  attributionRequired: boolean;
  shareAlike: boolean;
  nonCommercial: boolean;
  noDerivatives: boolean;
}

const CC_NAME = /\bcc[ -]?by((?:[ -](?:nc|nd|sa))*)(?=[^a-z]|$)(?:[ -]?v?(\d\.\d))?/i;
const CC_URL = /creativecommons\.org\/licenses\/by((?:-(?:nc|nd|sa))*)\/(?:(\d\.\d))?/i;
const CC_ZERO = /\bcc[ -]?(0|zero)\b|creativecommons\.org\/publicdomain\/zero\b/i;
const PUBLIC_DOMAIN = /^(public domain|pdm?\b)|creativecommons\.org\/publicdomain\/mark\b/i;
const FREE = { attributionRequired: false, shareAlike: false, nonCommercial: false, noDerivatives: false };

/** Licences that are known by name alone. */
const NAMED: readonly [pattern: RegExp, licence: Licence][] = [
  [/^mit\b|opensource\.org\/licenses?\/mit\b/i, named("MIT", "https://opensource.org/license/mit")],
  [/^isc\b|opensource\.org\/licenses?\/isc\b/i, named("ISC", "https://opensource.org/license/isc")],
  [
    /^apache[ -]2(\.0)?\b|opensource\.org\/licenses?\/apache-2/i,
    named("Apache-2.0", "https://opensource.org/license/apache-2-0"),
  ],
  [/^bsd\b|opensource\.org\/licenses?\/bsd/i, named("BSD", null)],
  [/^unlicense\b/i, { ...FREE, id: "Unlicense", url: "https://unlicense.org/" }],
  [/^copyrighted free use\b|^no restrictions\b/i, { ...FREE, id: "no-restrictions", url: null }],
  [/^attribution$/i, named("attribution", null)],
  [
    /^(fal|free art licen[cs]e|licence art libre)\b|artlibre\.org/i,
    { ...named("LAL-1.3", "https://artlibre.org/licence/lal/en/"), shareAlike: true },
  ],
  [
    /^gfdl\b|gnu\.org\/(copyleft|licenses)\/fdl/i,
    { ...named("GFDL", "https://www.gnu.org/licenses/fdl-1.3.html"), shareAlike: true },
  ],
];

function named(id: string, url: string | null): Licence {
  return { ...FREE, id, url, attributionRequired: true };
}

interface Said {
  licence: string | null;
  licenceUrl: string | null;
}

/**
 * The licence a source names, by its words and its address; null when it names none that is known here. Where the two do not
 * agree, every limit of either holds.
 */
export function normaliseLicence({ licence, licenceUrl }: Said): Licence | null {
  const known = [licence, licenceUrl].flatMap((text) => (text ? (parse(text.trim()) ?? []) : []));
  const [first] = known;
  if (!first) return null;
  const any = (limit: "attributionRequired" | "shareAlike" | "nonCommercial" | "noDerivatives") =>
    known.some((one) => one[limit]);
  const strictest = known.toSorted((a, b) => limitsOf(b) - limitsOf(a))[0] ?? first;
  return {
    id: known.find(({ id }) => id.startsWith(strictest.id) && /\d$/.test(id))?.id ?? strictest.id,
    url: licenceUrl ?? strictest.url,
    attributionRequired: any("attributionRequired"),
    shareAlike: any("shareAlike"),
    nonCommercial: any("nonCommercial"),
    noDerivatives: any("noDerivatives"),
  };
}

/** Whether a picture may be copied, changed and passed on, also for money; credit and sharing alike are duties, no limits. */
export const isOpen = ({ nonCommercial, noDerivatives }: Licence): boolean => !nonCommercial && !noDerivatives;

const limitsOf = (licence: Licence): number =>
  4 * Number(licence.nonCommercial) +
  4 * Number(licence.noDerivatives) +
  2 * Number(licence.shareAlike) +
  Number(licence.attributionRequired);

function parse(text: string): Licence | null {
  if (CC_ZERO.test(text)) return { ...FREE, id: "CC0-1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/" };
  const [cc, parts = "", version] = CC_URL.exec(text) ?? CC_NAME.exec(text) ?? [];
  if (cc) return creativeCommons(parts.toLowerCase().split(/[ -]/).filter(Boolean), version);
  if (PUBLIC_DOMAIN.test(text)) return { ...FREE, id: "public-domain", url: null };
  return NAMED.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function creativeCommons(parts: string[], version: string | undefined): Licence {
  const code = ["by", ...parts].join("-");
  return {
    id: ["CC", code.toUpperCase(), version].filter(Boolean).join("-"),
    url: version ? `https://creativecommons.org/licenses/${code}/${version}/` : null,
    attributionRequired: true,
    shareAlike: parts.includes("sa"),
    nonCommercial: parts.includes("nc"),
    noDerivatives: parts.includes("nd"),
  };
}

/** Limits in plain words, of licences that have no known name. */
const RESTRICTED = /\b(nc|nd|non-?commercial|no-?deriv\w*)\b|all rights reserved/i;

/** What the source itself says of the picture's licence; empty when it says nothing. */
export function licenceFindings(said: Said, url: string): RightsFinding[] {
  const texts = [said.licence, said.licenceUrl].filter((text) => text !== null);
  if (texts.length === 0) return [];
  const name = said.licence ?? said.licenceUrl;
  const licence = normaliseLicence(said);
  const evidence = {
    licence: said.licence,
    licence_url: said.licenceUrl,
    ...(licence && {
      id: licence.id,
      attribution_required: licence.attributionRequired,
      share_alike: licence.shareAlike,
      non_commercial: licence.nonCommercial,
      no_derivatives: licence.noDerivatives,
    }),
  };
  const isRestricted = (licence && !isOpen(licence)) || texts.some((text) => RESTRICTED.test(text));
  if (licence && !isRestricted) {
    const detail = `The source gives the licence ${name}, which is an open one${dutiesOf(licence)}.`;
    return [{ url, kind: "licence", decision: "allowed", detail, evidence }];
  }
  const detail = isRestricted
    ? `The source gives "${name}", which limits what may be done with the picture.`
    : `The source gives "${name}", which is not a licence known here.`;
  return [{ url, kind: "licence", decision: "unknown", detail, evidence }];
}

function dutiesOf({ attributionRequired, shareAlike }: Licence): string {
  if (!attributionRequired) return "";
  return shareAlike ? " and wants credit, and the same licence for what is made of it" : " and wants credit";
}
