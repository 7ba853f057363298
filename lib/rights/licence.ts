import type { RightsFinding } from "./decide-rights";

/** Licences under which a picture may be copied, changed and passed on, also for money; attribution is recorded anyway. */
const OPEN = [
  /^cc0\b|publicdomain\/(zero|mark)\b|^public domain\b|^pdm?\b/i,
  /^cc[ -]by([ -]sa)?([ -]\d|$)|creativecommons\.org\/licenses\/by(-sa)?\//i,
  /^(mit|isc|unlicense|apache[ -]2|bsd)\b|opensource\.org\/licenses?\/(mit|apache-2|bsd)/i,
];
const RESTRICTED = /\b(nc|nd|non-?commercial|no-?deriv\w*)\b|all rights reserved|licenses\/by-n/i;

/** What the source itself says of the picture's licence; empty when it says nothing. */
export function licenceFindings(
  { licence, licenceUrl }: { licence: string | null; licenceUrl: string | null },
  url: string,
): RightsFinding[] {
  const said = [licence, licenceUrl].filter((text) => text !== null);
  if (said.length === 0) return [];
  const name = licence ?? licenceUrl;
  const evidence = { licence, licence_url: licenceUrl };
  const isRestricted = said.some((text) => RESTRICTED.test(text));
  if (!isRestricted && said.some((text) => OPEN.some((pattern) => pattern.test(text)))) {
    return [
      {
        url,
        kind: "licence",
        decision: "allowed",
        detail: `The source gives the licence ${name}, which is an open one.`,
        evidence,
      },
    ];
  }
  const detail = isRestricted
    ? `The source gives "${name}", which limits what may be done with the picture.`
    : `The source gives "${name}", which is not a licence known here.`;
  return [{ url, kind: "licence", decision: "unknown", detail, evidence }];
}
