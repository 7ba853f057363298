import type { Db } from "@/lib/db/client";
import { storable } from "@/lib/db/storable";
import { ROBOTS_MAX_AGE_MS, ROBOTS_MAX_BYTES, robotsUrlOf } from "@/lib/rights/robots";
import { findSiteFiles, type SiteFile, saveSiteFile } from "./hosts.repository";

/** Sites whose files a process keeps at hand; a file is at most half a megabyte, most are a kilobyte. */
const KEPT_MAX = 300;

/** What an origin says of itself to machines. `tdmRep` and `aiTxt` are null where robots.txt already keeps us out. */
export interface SiteFiles {
  robots: SiteFile;
  tdmRep: SiteFile | null;
  aiTxt: SiteFile | null;
}

/** Fetches one file by the rules of pace; null status: out of reach. */
export type FetchFile = (url: string) => Promise<{ status: number | null; bytes: Buffer }>;

const kept = new Map<string, SiteFile>();

export const tdmRepUrlOf = (url: string): string => new URL("/.well-known/tdmrep.json", url).href;
export const aiTxtUrlOf = (url: string): string => new URL("/ai.txt", url).href;

/**
 * A site's robots.txt and, if that lets us in (`isOpen`), its tdmrep.json and ai.txt: from this process, from the database
 * all processes share, or from the site. A copy is used for at most `maxAgeMs`; a site that was down is asked again.
 */
export async function loadSiteFiles(
  db: Db,
  address: string,
  options: { fetchFile: FetchFile; isOpen: (robots: SiteFile) => boolean; maxAgeMs?: number },
): Promise<SiteFiles> {
  const urls = [robotsUrlOf(address), tdmRepUrlOf(address), aiTxtUrlOf(address)] as const;
  const load = (url: string) => loadFile(db, url, urls, options);
  const robots = await load(urls[0]);
  if (!options.isOpen(robots)) return { robots, tdmRep: null, aiTxt: null };
  return { robots, tdmRep: await load(urls[1]), aiTxt: await load(urls[2]) };
}

async function loadFile(
  db: Db,
  url: string,
  siblings: readonly string[],
  { fetchFile, maxAgeMs = ROBOTS_MAX_AGE_MS }: { fetchFile: FetchFile; maxAgeMs?: number },
): Promise<SiteFile> {
  const isFresh = (file: SiteFile) => isSettled(file.status) && Date.now() - file.fetchedAt < maxAgeMs;
  const own = kept.get(url);
  if (own && isFresh(own)) return own;
  for (const file of (await findSiteFiles(db, [...siblings])).filter(isFresh)) keep(file);
  const shared = kept.get(url);
  if (shared && isFresh(shared)) return shared;
  const { status, bytes } = await fetchFile(url);
  const isFound = status !== null && status >= 200 && status < 300;
  const text = isFound ? storable(bytes.subarray(0, ROBOTS_MAX_BYTES).toString("utf8")) : "";
  const file = { url, status, text, fetchedAt: Date.now() };
  keep(file);
  await saveSiteFile(db, file);
  return file;
}

/** An answer that says something of the site; a failure says only that it is down now. */
const isSettled = (status: number | null): boolean => status !== null && status < 500 && status !== 429;

function keep(file: SiteFile): void {
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= 3 * KEPT_MAX) kept.delete(oldest);
  kept.delete(file.url);
  kept.set(file.url, file);
}
