import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { scrapeRequestSchema } from "@/lib/contracts/requests";
import { normaliseUrl } from "@/lib/crawl/normalise-url";
import type { Json } from "@/lib/db/client";
import type { Deps } from "@/lib/deps";
import { AppError, ForbiddenError, InvalidInputError } from "@/lib/errors";
import type { NewItem } from "@/lib/jobs/chunks.repository";
import { pinInput } from "@/lib/jobs/pinned-input.repository";
import { RefusedError } from "@/lib/rights/refused-error";
import { sharedRenderer } from "./browser/page-renderer";
import {
  addToFrontier,
  claimPage,
  crawlPosition,
  type FrontierPage,
  findPage,
  finishPage,
  type PageResult,
} from "./frontier.repository";
import { createPoliteFetch } from "./polite-fetch";
import { readCandidates } from "./read-candidates";
import type { PageLink, SourceAdapter } from "./source-adapter";
import { parseSourceOptions, type SourceOptions } from "./source-options";
import { requireEnabled } from "./source-state";
import { getSource } from "./sources";

/** The body of the request; what an event or a schedule leaves out is settled when it is planned. */
export const scrapeInputSchema = z.object(scrapeRequestSchema.shape);

type ScrapeInput = Omit<z.infer<typeof scrapeInputSchema>, "pipeline" | "priority">;

/** The page to read next, counted from 0, and how many pictures were taken before it. */
const cursorSchema = z.object({ visit: z.int(), taken: z.int() });

/** What sitemaps.org allows a sitemap to unpack to. */
const UNPACKED_MAX_BYTES = 50 * 1024 * 1024;

const OF_ONE_PAGE: ReadonlySet<string> = new Set(["forbidden", "not_found", "invalid_input"]);

type CrawlDeps = Pick<Deps, "db" | "env" | "safeFetch">;

/**
 * Reads one page of the frontier: its candidates are one chunk, its links wait on the frontier. Asked again for the same
 * page after a crash it answers the same from what was written down; without a cursor it goes on where the job was.
 */
export async function planScrapePage(
  deps: CrawlDeps,
  input: ScrapeInput,
  cursor: string | null,
  jobId: string,
): Promise<{ chunks: { key: string; items: NewItem[] }[]; next: string | null }> {
  const source = getSource(input.source ?? (await defaultSource(deps, input, jobId)), deps.env);
  const options = parseSourceOptions(source, { roomTypes: input.room_types, options: input.options });
  await requireEnabled(deps.db, source);
  const seeds = sameSite(source.seeds(options), source, options);
  if (!cursor) await addToFrontier(deps.db, jobId, seeds, options.depth);
  const { visit, taken } = cursor ? cursorSchema.parse(JSON.parse(cursor)) : await crawlPosition(deps.db, jobId);
  const page = await claimPage(deps.db, jobId, visit);
  if (!page) return { chunks: [], next: null };

  const found = page.isRead ? page.found : await readPage(deps, { jobId, page, source, options, seeds });
  const candidates = (found?.candidates ?? []).slice(0, Math.max(0, input.limit - taken));
  const items = candidates.map((candidate) => ({ item_key: candidate.sourceId, payload: candidate }));
  const after = { visit: visit + 1, taken: taken + candidates.length };
  const pagesMax = Math.min(source.limits.maxPages, options.maxPages ?? source.limits.maxPages);
  const isDone = after.taken >= input.limit || after.visit >= pagesMax;
  return {
    chunks: items.length > 0 ? [{ key: `listing:${page.url}`, items }] : [],
    next: isDone ? null : JSON.stringify(after),
  };
}

/** The source that is the default when the job is planned first. */
async function defaultSource({ db, env }: CrawlDeps, input: ScrapeInput, jobId: string): Promise<string> {
  const settle = async () => ({ ...(input as Record<string, Json>), source: env.MODOMO_DEFAULT_SOURCE });
  return String((await pinInput(db, { jobId, name: "source" }, settle)).source);
}

/** What the page has, written down with what it leads to; null where there is nothing to be had. @throws {UpstreamError} not now. */
async function readPage(
  deps: CrawlDeps,
  at: { jobId: string; page: FrontierPage; source: SourceAdapter; options: SourceOptions; seeds: PageLink[] },
) {
  const { page, source, options } = at;
  const result = await fetchPage(deps, at).catch((error: unknown): PageResult => {
    // A page that is gone, refused, or breaks a rule of safe fetch is one page; what may pass is tried again.
    if (!(error instanceof AppError) || !OF_ONE_PAGE.has(error.code)) throw error;
    const code = error instanceof RefusedError ? `refused_${error.reason}` : error.code;
    const status = error instanceof ForbiddenError ? "refused" : "failed";
    return { status, found: null, error: { code, message: error.message } };
  });
  const isSeed = at.seeds.some(({ url }) => url === page.url);
  await finishPage(deps.db, { id: page.id, source: source.id, depthMax: options.depth, isSeed }, result);
  return result.found;
}

async function fetchPage(
  { db, env, safeFetch }: CrawlDeps,
  {
    jobId,
    page,
    source,
    options,
  }: { jobId: string; page: FrontierPage; source: SourceAdapter; options: SourceOptions },
): Promise<PageResult> {
  const polite = createPoliteFetch({ db, env, safeFetch }, visitOf(source, jobId));
  const before = await findPage(db, source.id, page.url);
  const answer = await polite.get(page.url, "page", {
    headers: source.headers(env.MODOMO_USER_AGENT),
    minPageBytes: source.limits.minPageBytes,
    etag: before?.etag ?? null,
    lastModified: before?.lastModified ?? null,
  });
  if (answer.isUnchanged && before) return { status: "fetched", found: before.found, isUnchanged: true };
  const { candidates, next, problem } = await readCandidates(
    { ...answer, body: textOf(answer.bytes) },
    {
      source,
      options,
      renderer: sharedRenderer(env),
      getResource: (url, headers) => polite.get(url, "page", { headers }),
    },
  );
  return {
    status: "fetched",
    ...(problem ? { error: { code: "not_rendered", message: problem } } : {}),
    found: { candidates, next: sameSite(next, source, options) },
    etag: headerOf(answer.headers.etag),
    lastModified: headerOf(answer.headers["last-modified"]),
  };
}

/** A page as text; sitemaps are often packed files. @throws {InvalidInputError} a packed one that is damaged or too large. */
function textOf(bytes: Buffer): string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes, { maxOutputLength: UNPACKED_MAX_BYTES }).toString("utf8");
  } catch (cause) {
    throw new InvalidInputError("The packed page is damaged or larger than 50 MiB.", [], { cause });
  }
}

/** How a source is visited on the account of a job. */
export const visitOf = (source: SourceAdapter, jobId: string) => ({
  jobId,
  source: source.id,
  minDelayMs: source.limits.minDelayMs,
  isApi: source.access === "api",
});

/** Links in one spelling, without those to other sites: these have another robots.txt, pace and terms. */
function sameSite(links: readonly PageLink[], source: SourceAdapter, options: SourceOptions): PageLink[] {
  const hosts = new Set(source.hosts(options));
  return links.flatMap(({ url: address, deeper }) => {
    const url = normaliseUrl(address);
    return url && hosts.has(new URL(url).host) ? [{ url, deeper }] : [];
  });
}

export const headerOf = (value: string | string[] | undefined): string | null =>
  [value].flat()[0]?.slice(0, 500) ?? null;
