export type RightsDecision = "allowed" | "refused" | "unknown";
type Evidence = Record<string, string | number | boolean | null | string[]>;

/** One thing seen about the right to use a picture: where, what it says, and what was read to the letter. */
export interface RightsFinding {
  url: string;
  /** `robots`, `robots-signal`, `x-robots-tag`, `meta-robots`, `tdm-reservation`, `data-mining`, `licence`, … */
  kind: string;
  decision: RightsDecision;
  /** One sentence for people. */
  detail: string;
  evidence: Evidence;
}

export interface RightsRecord {
  decision: RightsDecision;
  /** Why, for people: the refusals if there are any, else what allows it. */
  reasons: string[];
  findings: RightsFinding[];
}

/**
 * Sums findings up: whatever says no wins; with a licence, or an explicit yes for data mining, the answer is yes; silence is
 * `unknown`, since a door that nobody closed is not an invitation.
 */
export function decideRights(findings: readonly RightsFinding[]): RightsRecord {
  const refusals = findings.filter(({ decision }) => decision === "refused");
  const grants = findings.filter(({ decision, kind }) => decision === "allowed" && GRANTING_KINDS.has(kind));
  const record = (decision: RightsDecision, because: readonly RightsFinding[]) => ({
    decision,
    reasons: because.map(({ detail }) => detail),
    findings: [...findings],
  });
  if (refusals.length > 0) return record("refused", refusals);
  return grants.length > 0 ? record("allowed", grants) : record("unknown", []);
}

/** May-fetch is not may-use: robots.txt allowing a page says nothing about its pictures. */
const GRANTING_KINDS = new Set([
  "licence",
  "data-mining",
  "c2pa-training",
  "tdm-reservation",
  "robots-signal",
  "permission",
]);
