import robotsParser from "robots-parser";
import type { RightsFinding } from "./decide-rights";
import { normaliseRobots } from "./robots-text";

const CRAWL_DELAY_MAX_S = 60;
/** RFC 9309 section 2.5: at least this much of a file has to be read; we read no more. */
export const ROBOTS_MAX_BYTES = 500 * 1024;
/** RFC 9309 section 2.4: a copy should not be used for longer. */
export const ROBOTS_MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** A site's robots.txt as it was fetched. */
export interface RobotsFile {
  /** Its address: it holds for this scheme, host and port only. */
  url: string;
  /** Of the answer; null when the site could not be reached. */
  status: number | null;
  /** Empty unless the status is 2xx. */
  text: string;
}

export interface RobotsVerdict {
  isAllowed: boolean;
  /** The refusal is only for now (the site is down): ask again later instead of giving up. */
  isTemporary: boolean;
  /** For people: why. */
  detail: string;
  /** The rule that decided, counted from 1; null when none did. */
  line: number | null;
}

/** Where the robots.txt that governs an address lives. */
export const robotsUrlOf = (url: string): string => new URL("/robots.txt", url).href;

/**
 * Whether an address may be fetched, by RFC 9309; stricter where the standard leaves a site without an answer: 401 and 403
 * on robots.txt keep us out, and so does a site that is down, for now.
 * @param productToken our bare name, such as `Modomo`; never a whole User-Agent header.
 * @throws {RangeError} the file belongs to another origin than the address: loading that origin's own is the caller's duty.
 */
export function evaluateRobots(file: RobotsFile, url: string, productToken: string): RobotsVerdict {
  if (new URL(url).origin !== new URL(file.url).origin) throw new RangeError(`${file.url} says nothing about ${url}`);
  const byStatus = verdictOfStatus(file.status);
  if (byStatus) return byStatus;
  if (robotsUrlOf(url) === url) return allowed("robots.txt itself may always be read");
  const robots = robotsParser(file.url, normaliseRobots(file.text));
  // With a fragment or an unencoded character the parser would compare another path than the one we send.
  const sent = new URL(url);
  sent.hash = "";
  const isAllowed = robots.isAllowed(sent.href, productToken) !== false;
  const line = robots.getMatchingLineNumber(sent.href, productToken);
  const rule = line > 0 ? (file.text.split(/\r\n|\r|\n/)[line - 1]?.trim() ?? "") : "";
  if (isAllowed)
    return {
      ...allowed(rule ? `robots.txt allows it (line ${line}: ${rule})` : "no rule of robots.txt forbids it"),
      line: line > 0 ? line : null,
    };
  return { isAllowed, isTemporary: false, detail: `robots.txt forbids it (line ${line}: ${rule})`, line };
}

/** Seconds to leave between two requests, as the site asks; at most a minute. Null when it does not ask. */
export function crawlDelayS(file: RobotsFile, productToken: string): number | null {
  const delay = robotsParser(file.url, normaliseRobots(file.text)).getCrawlDelay(productToken);
  if (delay === undefined || Number.isNaN(delay) || delay < 0) return null;
  return Math.min(delay, CRAWL_DELAY_MAX_S);
}

export function robotsFinding(file: RobotsFile, url: string, productToken: string): RightsFinding {
  const { isAllowed, detail, line } = evaluateRobots(file, url, productToken);
  return {
    url,
    kind: "robots",
    decision: isAllowed ? "allowed" : "refused",
    detail,
    evidence: { robots_url: file.url, status: file.status, line, product_token: productToken },
  };
}

function verdictOfStatus(status: number | null): RobotsVerdict | null {
  const refused = (detail: string, isTemporary: boolean) => ({ isAllowed: false, isTemporary, detail, line: null });
  if (status === null) return refused("robots.txt could not be reached, so the site is left alone for now", true);
  if (status >= 200 && status < 300) return null;
  if (status === 401 || status === 403)
    return refused(`robots.txt answers ${status}: the site keeps crawlers out`, false);
  if (status === 429 || status >= 500)
    return refused(`robots.txt answers ${status}, so the site is left alone for now`, true);
  return allowed(`the site has no robots.txt (status ${status})`);
}

const allowed = (detail: string): RobotsVerdict => ({ isAllowed: true, isTemporary: false, detail, line: null });
