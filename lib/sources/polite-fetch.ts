import { BLOCKING_STATUSES, blockReasonOf } from "@/lib/crawl/blocks";
import { bookHost } from "@/lib/crawl/hosts.repository";
import { type FetchFile, loadSiteFiles, type SiteFiles } from "@/lib/crawl/site-files";
import { blocked, type Clock, inTurn, type TurnEnd } from "@/lib/crawl/turns";
import type { Db } from "@/lib/db/client";
import type { Env } from "@/lib/env";
import { type AppError, InvalidInputError, UpstreamError } from "@/lib/errors";
import { type FetchedBytes, isRedirect, type SafeFetch } from "@/lib/http/safe-fetch";
import { parseRateLimitMs, parseRetryAfterMs, requireOk } from "@/lib/http/safe-fetch-status";
import { parseOrigins, resolveRedirect } from "@/lib/http/safe-fetch-url";
import { decideRights, type RightsFinding } from "@/lib/rights/decide-rights";
import { RefusedError } from "@/lib/rights/refused-error";
import { recordFindings } from "@/lib/rights/rights-events.repository";
import { crawlDelayS, evaluateRobots } from "@/lib/rights/robots";
import { answerFindings, PRODUCT_TOKEN, siteFindings } from "@/lib/rights/signals";

const REDIRECTS_MAX = 5;
/** Of a longer robots.txt the first 500 KiB count; one beyond this is refused whole. */
const SITE_FILE_MAX_BYTES = 5 * 1024 * 1024;

export type Kind = "page" | "image";

export interface GetOptions {
  /** Sent to the first address only. */
  headers?: Record<string, string>;
  /** Of an earlier answer: if nothing changed, the answer has status 304 and no bytes. */
  etag?: string | null;
  lastModified?: string | null;
  /** A page with fewer bytes is a block page; 0 = any length may be one. */
  minPageBytes?: number;
}

export interface PoliteAnswer extends FetchedBytes {
  /** What was seen on the way about the right to use what came. */
  findings: RightsFinding[];
  isUnchanged: boolean;
}

export interface PoliteFetch {
  /**
   * GETs a page or a picture as a guest would: asks robots.txt before every hop, waits for its turn at the host, and goes by
   * what site, headers and page say of machine use.
   * @throws {RefusedError} the site does not want it fetched or used, or shut this job out.
   * @throws {NotFoundError} it is not there. @throws {ConflictError} the job was stopped.
   * @throws {InvalidInputError} it breaks a rule of safe fetch.
   * @throws {UpstreamError} not now: out of reach, overloaded, or its robots.txt is.
   */
  get(url: string, what: Kind, options?: GetOptions): Promise<PoliteAnswer>;

  /**
   * What the site's own files say of an address now, without asking for the address itself; they are asked for anew where
   * the copy is older than `maxAgeMs`. Nothing is recorded.
   * @throws {UpstreamError} the site cannot be asked now.
   */
  ask(url: string, what: Kind, maxAgeMs: number): Promise<RightsFinding[]>;
}

export interface PoliteFetchDeps {
  db: Db;
  env: Pick<Env, "MODOMO_CRAWL_DELAY_MS" | "MODOMO_FETCH_PRIVATE_ORIGINS">;
  safeFetch: SafeFetch;
}

export interface Visit {
  /** The job on whose account hosts are asked; null for none. */
  jobId?: string | null;
  /** Under which refusals are recorded. */
  source?: string;
  /** Least time between two requests to a host; our own setting or its Crawl-delay may be longer. */
  minDelayMs?: number;
  /** Requests for pages go to an interface made for programs, whose own policy rules them instead of robots.txt. */
  isApi?: boolean;
  clock?: Clock;
}

export function createPoliteFetch({ db, env, safeFetch }: PoliteFetchDeps, visit: Visit = {}): PoliteFetch {
  const { jobId = null, source = "url", minDelayMs = 0, isApi = false, clock } = visit;
  const privateOrigins = parseOrigins(env.MODOMO_FETCH_PRIVATE_ORIGINS);

  /** Sites of our own, named one by one in the configuration, are owed no pause but the one they ask for. */
  const paceOf = (url: URL, robots: SiteFiles["robots"] | null) => {
    const askedS = robots && crawlDelayS(robots, PRODUCT_TOKEN);
    const crawlDelayMs = askedS === null ? null : Math.ceil(1000 * askedS);
    const ownMs = privateOrigins.has(url.origin) ? 0 : Math.max(env.MODOMO_CRAWL_DELAY_MS, minDelayMs);
    return { host: url.host, jobId, clock, crawlDelayMs, leastDelayMs: Math.max(ownMs, crawlDelayMs ?? 0) };
  };

  const fetchFile: FetchFile = async (address) => {
    let url = new URL(address);
    try {
      for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
        const at = url;
        const answer = await inTurn(db, paceOf(at, null), async () => {
          const got = await safeFetch.fetchBytes(at.href, {
            isRaw: true,
            allowCompressed: true,
            maxBytes: SITE_FILE_MAX_BYTES,
          });
          return { answer: got, end: endOf(got, "fetched") };
        });
        const next = redirectOf(answer, at, privateOrigins);
        if (!next) return answer;
        url = next;
      }
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
    }
    return { status: null, bytes: Buffer.alloc(0) };
  };

  /** What the site says before anything of it is asked for. @throws {RefusedError} robots.txt says no. @throws {UpstreamError} not now. */
  async function enter(url: URL): Promise<SiteFiles> {
    const isOpen = (robots: SiteFiles["robots"]) => evaluateRobots(robots, url.href, PRODUCT_TOKEN).isAllowed;
    const files = await loadSiteFiles(db, url.href, { fetchFile, isOpen });
    const { isAllowed, isTemporary, detail } = evaluateRobots(files.robots, url.href, PRODUCT_TOKEN);
    if (isAllowed) return files;
    if (isTemporary) throw new UpstreamError(`${url.host}: ${detail}.`);
    return refuse(url, siteFindings(files, url.href, "page"), `${url.href} is not collected: ${detail}.`);
  }

  /** @throws {RefusedError} always, with the decision on record. */
  async function refuse(url: URL, findings: RightsFinding[], message: string): Promise<never> {
    const refusals = findings.filter(({ decision }) => decision === "refused");
    await recordFindings(db, { source, findings: refusals });
    await bookHost(db, { host: url.host, jobId, outcome: "refused" });
    throw new RefusedError(refusals[0]?.kind ?? "robots", message);
  }

  async function get(address: string, what: Kind, options: GetOptions = {}): Promise<PoliteAnswer> {
    let url = new URL(address);
    for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
      const at = url;
      const files = isApi && what === "page" ? null : await enter(at);
      const answer = await inTurn(db, paceOf(at, files?.robots ?? null), async () => {
        const got = await safeFetch.fetchBytes(at.href, {
          isRaw: true,
          allowCompressed: what === "page",
          ...(hop === 0 ? { headers: requestHeaders(options) } : {}),
        });
        const { minPageBytes: minBytes = 0 } = options;
        const blockedReason = what === "page" && !isRedirect(got.status) ? blockReasonOf(got, { minBytes }) : null;
        return { answer: { ...got, blockedReason }, end: { ...endOf(got, outcomeOf(got)), blockedReason } };
      });
      const next = redirectOf(answer, at, privateOrigins);
      if (!next) return judge(answer, { at, what, files });
      url = next;
    }
    throw new InvalidInputError(`The site redirects more than ${REDIRECTS_MAX} times.`);
  }

  async function judge(
    { blockedReason, ...answer }: FetchedBytes & { blockedReason: string | null },
    { at, what, files }: { at: URL; what: Kind; files: SiteFiles | null },
  ): Promise<PoliteAnswer> {
    if (blockedReason) throw blocked(at.host, blockedReason);
    if (answer.status === 429 || answer.status === 503) throw tooMuch(answer);
    if (BLOCKING_STATUSES.has(answer.status))
      throw new RefusedError("denied", `${at.host} refuses this address (status ${answer.status}).`);
    const isUnchanged = answer.status === 304;
    if (!isUnchanged) requireOk(answer);
    const findings = answerFindings(files, answer, what);
    const rights = decideRights(findings);
    if (rights.decision === "refused")
      return refuse(at, findings, `${at.href} is not collected: ${rights.reasons.join(" ")}`);
    return { ...answer, findings, isUnchanged };
  }

  async function ask(url: string, what: Kind, maxAgeMs: number): Promise<RightsFinding[]> {
    const isOpen = (robots: SiteFiles["robots"]) => evaluateRobots(robots, url, PRODUCT_TOKEN).isAllowed;
    const files = await loadSiteFiles(db, url, { fetchFile, isOpen, maxAgeMs });
    const { isTemporary, detail } = evaluateRobots(files.robots, url, PRODUCT_TOKEN);
    if (isTemporary) throw new UpstreamError(`${new URL(url).host}: ${detail}.`);
    return siteFindings(files, url, what);
  }

  return { get, ask };
}

function redirectOf(answer: FetchedBytes, from: URL, privateOrigins: ReadonlySet<string>): URL | null {
  const { location } = answer.headers;
  return isRedirect(answer.status) && typeof location === "string"
    ? resolveRedirect(from, location, privateOrigins)
    : null;
}

const requestHeaders = ({ headers, etag, lastModified }: GetOptions): Record<string, string> => ({
  ...headers,
  ...(etag ? { "if-none-match": etag } : {}),
  ...(lastModified ? { "if-modified-since": lastModified } : {}),
});

const retryAfterMs = ({ headers }: FetchedBytes): number | undefined =>
  parseRetryAfterMs(headers["retry-after"], Date.now()) ?? parseRateLimitMs(headers.ratelimit);

const endOf = (answer: FetchedBytes, outcome: TurnEnd["outcome"]): TurnEnd => ({
  outcome,
  status: answer.status,
  bytes: answer.bytes.length,
  retryAfterMs: answer.status === 429 || answer.status === 503 ? retryAfterMs(answer) : undefined,
});

function outcomeOf({ status }: FetchedBytes): TurnEnd["outcome"] {
  if (status === 304) return "unchanged";
  if (BLOCKING_STATUSES.has(status)) return "refused";
  return status < 400 ? "fetched" : "failed";
}

const tooMuch = (answer: FetchedBytes): AppError => {
  const waitMs = retryAfterMs(answer);
  return new UpstreamError(
    `${new URL(answer.url).host} asks us to slow down (status ${answer.status}).`,
    waitMs === undefined ? {} : { retryAfterMs: waitMs },
  );
};
