import { setTimeout as sleep } from "node:timers/promises";
import { storable } from "@/lib/db/storable";
import type { Env } from "@/lib/env";
import { ForbiddenError, UpstreamError } from "@/lib/errors";
import type { FetchedBytes, SafeFetch } from "@/lib/http/safe-fetch";
import { requireOk } from "@/lib/http/safe-fetch-status";
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

/** Of a longer file the first 500 KiB count; one beyond this is refused whole. */
const ROBOTS_FETCH_MAX_BYTES = 5 * 1024 * 1024;

export interface PoliteAnswer extends FetchedBytes {
  /** What was seen on the way about the right to use what came. */
  findings: RightsFinding[];
}

export interface PoliteFetch {
  /**
   * GETs a page or a picture as a guest would: asks robots.txt, leaves time between requests to one host, and goes by what
   * headers and page say of machine use.
   * @throws {ForbiddenError} the site does not want it fetched or used. @throws {NotFoundError} it is not there.
   * @throws {InvalidInputError} it breaks a rule of safe fetch.
   * @throws {UpstreamError} not now: out of reach, overloaded, or its robots.txt is.
   */
  get(url: string, what: "page" | "image"): Promise<PoliteAnswer>;
}

interface PoliteFetchDeps {
  env: Pick<Env, "MODOMO_CRAWL_DELAY_MS">;
  safeFetch: SafeFetch;
}

interface CachedRobots {
  file: RobotsFile;
  fetchedAt: number;
}

const robotsCache = new Map<string, CachedRobots>();
const lastRequestAt = new Map<string, number>();

export function createPoliteFetch({ env, safeFetch }: PoliteFetchDeps): PoliteFetch {
  async function loadRobots(url: string): Promise<RobotsFile> {
    const robotsUrl = robotsUrlOf(url);
    const cached = robotsCache.get(robotsUrl);
    if (cached && Date.now() - cached.fetchedAt < ROBOTS_MAX_AGE_MS) return cached.file;
    const file = await fetchRobots(safeFetch, robotsUrl);
    if (file.status !== null && file.status < 500) remember(robotsUrl, file);
    return file;
  }

  /** The site's robots.txt, which lets us fetch `url`. @throws {ForbiddenError} it does not. @throws {UpstreamError} not now. */
  async function allowingRobots(url: string): Promise<RobotsFile> {
    const robots = await loadRobots(url);
    const { isAllowed, isTemporary, detail } = evaluateRobots(robots, url, PRODUCT_TOKEN);
    if (isAllowed) return robots;
    if (isTemporary) throw new UpstreamError(`${new URL(url).host}: ${detail}.`);
    throw new ForbiddenError(`${url} is not collected: ${detail}.`);
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
      await waitForTurn(url, await allowingRobots(url));
      const answer = requireOk(await safeFetch.fetchBytes(url, { allowCompressed: what === "page" }));
      const robots = await allowingRobots(answer.url); // a redirect may lead into a forbidden part, or to another site
      const findings = [
        robotsFinding(robots, answer.url, PRODUCT_TOKEN),
        ...robotsSignalFindings(robots, answer.url, PRODUCT_TOKEN),
        ...headerFindings(answer.headers, answer.url, PRODUCT_TOKEN),
        ...(what === "page" ? metaFindings(answer.bytes.toString("utf8"), answer.url, PRODUCT_TOKEN) : []),
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
    const { status, bytes } = await safeFetch.fetchBytes(url, {
      maxBytes: ROBOTS_FETCH_MAX_BYTES,
      allowCompressed: true,
    });
    const isFound = status >= 200 && status < 300;
    return { url, status, text: isFound ? storable(bytes.subarray(0, ROBOTS_MAX_BYTES).toString("utf8")) : "" };
  } catch (error) {
    if (error instanceof UpstreamError) return { url, status: null, text: "" };
    throw error;
  }
}
