import { setTimeout as sleep } from "node:timers/promises";
import type { Env } from "@/lib/env";
import { AppError, ForbiddenError, InvalidInputError, UpstreamError } from "@/lib/errors";
import type { FetchedBytes, SafeFetch } from "@/lib/http/safe-fetch";
import { decideRights, type RightsFinding } from "@/lib/rights/decide-rights";
import { headerFindings, metaFindings } from "@/lib/rights/page-signals";
import {
  crawlDelayS,
  evaluateRobots,
  ROBOTS_MAX_AGE_MS,
  ROBOTS_MAX_BYTES,
  type RobotsFile,
  robotsFinding,
  robotsUrlOf,
} from "@/lib/rights/robots";
import { robotsSignalFindings } from "@/lib/rights/robots-signals";

/** The name site owners address in robots.txt and X-Robots-Tag. */
const PRODUCT_TOKEN = "Modomo";

/** A file is at most half a megabyte, most are a kilobyte. */
const ROBOTS_KEPT_MAX = 500;

export interface PoliteAnswer extends FetchedBytes {
  /** What was seen on the way about the right to use what came. */
  findings: RightsFinding[];
}

export interface PoliteFetch {
  /**
   * GETs a page or a picture as a guest would: asks robots.txt, leaves time between requests to one host, and goes by what
   * headers and page say of machine use.
   * @throws {ForbiddenError} the site does not want it fetched or used.
   * @throws {InvalidInputError} it is not there, or breaks a rule of safe fetch.
   * @throws {UpstreamError} not now: out of reach, overloaded, or its robots.txt is.
   */
  get(url: string, what: "page" | "image"): Promise<PoliteAnswer>;
}

interface CachedRobots {
  file: RobotsFile;
  fetchedAt: number;
}

const robotsCache = new Map<string, CachedRobots>();
const lastRequestAt = new Map<string, number>();

export function createPoliteFetch({ env, safeFetch }: { env: Env; safeFetch: SafeFetch }): PoliteFetch {
  async function loadRobots(url: string): Promise<RobotsFile> {
    const robotsUrl = robotsUrlOf(url);
    const cached = robotsCache.get(robotsUrl);
    if (cached && Date.now() - cached.fetchedAt < ROBOTS_MAX_AGE_MS) return cached.file;
    const file = await fetchRobots(safeFetch, robotsUrl);
    if (file.status !== null && file.status < 500) remember(robotsUrl, file);
    return file;
  }

  async function waitForTurn(url: string, robots: RobotsFile): Promise<void> {
    const { host } = new URL(url);
    const gapMs = Math.max(env.MODOMO_CRAWL_DELAY_MS, 1000 * (crawlDelayS(robots, PRODUCT_TOKEN) ?? 0));
    const waitMs = (lastRequestAt.get(host) ?? 0) + gapMs - Date.now();
    lastRequestAt.set(host, Date.now() + Math.max(0, waitMs));
    if (waitMs > 0) await sleep(waitMs);
  }

  return {
    async get(url, what) {
      const robots = await loadRobots(url);
      const verdict = evaluateRobots(robots, url, PRODUCT_TOKEN);
      if (!verdict.isAllowed && verdict.isTemporary)
        throw new UpstreamError(`${new URL(url).host}: ${verdict.detail}.`);
      if (!verdict.isAllowed) throw new ForbiddenError(`${url} is not collected: ${verdict.detail}.`);
      await waitForTurn(url, robots);
      const answer = await safeFetch.fetchBytes(url, { allowCompressed: what === "page" });
      checkStatus(url, answer.status);
      const findings = [
        robotsFinding(robots, url, PRODUCT_TOKEN),
        ...robotsSignalFindings(robots, url, PRODUCT_TOKEN),
        ...headerFindings(answer.headers, url, PRODUCT_TOKEN),
        ...(what === "page" ? metaFindings(answer.bytes.toString("utf8"), url, PRODUCT_TOKEN) : []),
      ];
      const rights = decideRights(findings);
      if (rights.decision === "refused")
        throw new ForbiddenError(`${url} is not collected: ${rights.reasons.join(" ")}`);
      return { ...answer, findings };
    },
  };
}

function remember(url: string, file: RobotsFile): void {
  const [oldest] = robotsCache.keys();
  if (oldest !== undefined && robotsCache.size >= ROBOTS_KEPT_MAX) robotsCache.delete(oldest);
  robotsCache.set(url, { file, fetchedAt: Date.now() });
}

async function fetchRobots(safeFetch: SafeFetch, url: string): Promise<RobotsFile> {
  try {
    const { status, bytes } = await safeFetch.fetchBytes(url, { maxBytes: ROBOTS_MAX_BYTES, allowCompressed: true });
    return { url, status, text: status >= 200 && status < 300 ? bytes.toString("utf8") : "" };
  } catch (error) {
    if (error instanceof AppError && error.code === "upstream") return { url, status: null, text: "" };
    throw error;
  }
}

function checkStatus(url: string, status: number): void {
  if (status >= 200 && status < 300) return;
  if (status >= 500) throw new UpstreamError(`${url} answered ${status}.`);
  if (status === 401 || status === 403 || status === 451)
    throw new ForbiddenError(`${url} answered ${status}: the site refuses it.`);
  throw new InvalidInputError(`${url} answered ${status}: there is nothing to collect.`);
}
