import { load } from "cheerio";
import { z } from "zod";
import type { RightsFinding } from "./decide-rights";

/** What one place says by the TDM Reservation Protocol (W3C community group). */
export interface TdmStatement {
  /** For people: `The header TDM-Reservation`. */
  where: string;
  reservation: "0" | "1";
  /** Where its terms are. */
  policy: string | null;
}

const ruleSchema = z.object({
  location: z.string(),
  "tdm-reservation": z.union([z.literal(0), z.literal(1), z.literal("0"), z.literal("1")]),
  "tdm-policy": z.string().max(2048).optional().catch(undefined),
});

/**
 * What `/.well-known/tdmrep.json` says of an address: the first rule of the file that matches it, case-sensitive, `*` for any
 * characters and a last `$` for the end. Rules that are none, and a file that is none, say nothing.
 */
export function tdmOfFile(text: string, url: string): TdmStatement | null {
  const rules = z.array(z.unknown()).safeParse(parseJson(text)).data ?? [];
  const { pathname, search } = new URL(url);
  for (const raw of rules) {
    const rule = ruleSchema.safeParse(raw).data;
    if (!rule || !matches(rule.location, pathname + search)) continue;
    const where = `The site's tdmrep.json (${rule.location.slice(0, 200)})`;
    return { where, reservation: asReservation(rule["tdm-reservation"]), policy: rule["tdm-policy"] ?? null };
  }
  return null;
}

export function tdmOfHeaders(headers: Record<string, string | string[] | undefined>): TdmStatement | null {
  return statement("The header TDM-Reservation", headers["tdm-reservation"], headers["tdm-policy"]);
}

export function tdmOfPage(html: string): TdmStatement | null {
  if (!/tdm-reservation/i.test(html)) return null;
  const $ = load(html);
  const content = (name: string) =>
    $("meta")
      .toArray()
      .filter((meta) => $(meta).attr("name")?.trim().toLowerCase() === name)
      .map((meta) => $(meta).attr("content") ?? "")[0];
  return statement("The page's tdm-reservation element", content("tdm-reservation"), content("tdm-policy"));
}

/** The last place that says something decides; a place that says nothing resets nothing. @param statements in the protocol's order: file, header, page. */
export function tdmFindings(statements: readonly (TdmStatement | null)[], url: string): RightsFinding[] {
  const last = statements.findLast((said) => said !== null);
  if (!last) return [];
  const { where, reservation, policy } = last;
  const finding = { url, kind: "tdm-reservation", evidence: { where, reservation, policy } };
  if (reservation === "0") return [{ ...finding, decision: "allowed", detail: `${where} leaves data mining open.` }];
  const ask = policy ? ` Its terms: ${policy}` : "";
  return [{ ...finding, decision: "refused", detail: `${where} reserves data mining.${ask}` }];
}

/** 1 reserves, 0 does not, anything else says nothing. */
function statement(
  where: string,
  value: string | string[] | undefined,
  policy: string | string[] | undefined,
): TdmStatement | null {
  const said = [value].flat()[0]?.trim();
  return said === "0" || said === "1" ? { where, reservation: said, policy: [policy].flat()[0] ?? null } : null;
}

const asReservation = (value: 0 | 1 | "0" | "1"): "0" | "1" => (String(value) === "1" ? "1" : "0");

/** Wildcards without backtracking over the whole text: each part is looked for after the one before it. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith("$");
  const parts = (isWhole ? pattern.slice(0, -1) : pattern).split("*");
  const [head = "", ...rest] = parts;
  if (!path.startsWith(head)) return false;
  let at = head.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isWhole && isLast ? path.length - part.length : path.indexOf(part, at);
    if (found < at || !path.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return !isWhole || at === path.length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a broken file reserves nothing, as the protocol has it
  }
}
