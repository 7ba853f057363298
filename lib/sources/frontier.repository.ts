import { z } from "zod";
import type { Db, Json } from "@/lib/db/client";
import { candidateSchema, type Extraction, type PageLink } from "./source-adapter";

/** What was read from a page, as far as planning needs it. */
const foundSchema = z.object({
  candidates: z.array(candidateSchema),
  next: z.array(z.object({ url: z.string(), deeper: z.union([z.literal(0), z.literal(1)]) })),
});
export type Found = Pick<Extraction, "candidates" | "next">;

export interface FrontierPage {
  id: string;
  url: string;
  depth: number;
  /** Null while it is still to be read. */
  found: Found | null;
  isRead: boolean;
}

/** Puts a crawl's first addresses on the frontier of its job, once each. */
export async function addToFrontier(db: Db, jobId: string, links: PageLink[], depthMax: number): Promise<void> {
  await db
    .rpc("add_to_frontier", { target_job_id: jobId, links: asJson(links), from_depth: 0, depth_max: depthMax })
    .throwOnError();
}

/** Where reading stands: the page a job was at last, and how many pictures those before it gave. */
export async function crawlPosition(db: Db, jobId: string): Promise<{ visit: number; taken: number }> {
  const { data } = await db.rpc("crawl_position", { target_job_id: jobId }).single().throwOnError();
  return data;
}

/** The page a job reads as its `visit`th, the same one however often it is asked; null when none waits. */
export async function claimPage(db: Db, jobId: string, visit: number): Promise<FrontierPage | null> {
  const { data } = await db.rpc("claim_page", { target_job_id: jobId, target_visit: visit }).throwOnError();
  const [row] = data;
  if (!row) return null;
  const { id, url, depth, status } = row;
  return { id, url, depth, isRead: status !== "queued", found: row.found ? foundSchema.parse(row.found) : null };
}

export interface PageResult {
  status: "fetched" | "refused" | "failed";
  found: Found | null;
  isUnchanged?: boolean;
  etag?: string | null;
  lastModified?: string | null;
  error?: { code: string; message: string };
}

/**
 * Keeps what became of a page, and puts its further pages on the frontier, in one go. Where a page that is no seed shows only
 * what the job knows already, its list ends there.
 */
export async function finishPage(
  db: Db,
  page: { id: string; source: string; depthMax: number; isSeed: boolean },
  { status, found, isUnchanged = false, etag = null, lastModified = null, error }: PageResult,
): Promise<void> {
  const result = {
    status,
    found: found && asJson(found),
    candidates: found?.candidates.length ?? 0,
    is_unchanged: isUnchanged,
    is_seed: page.isSeed,
    etag,
    last_modified: lastModified,
    error: error ?? null,
  };
  await db
    .rpc("finish_page", {
      page_id: page.id,
      source_id: page.source,
      result,
      links: asJson(found?.next ?? []),
      depth_max: page.depthMax,
    })
    .throwOnError();
}

/** A listing page as it was read the last time, for asking only whether it changed. */
export async function findPage(
  db: Db,
  source: string,
  url: string,
): Promise<{ etag: string | null; lastModified: string | null; found: Found } | null> {
  const query = db.from("crawl_pages").select("etag, last_modified, found").eq("source", source).eq("url", url);
  const { data } = await query.maybeSingle().throwOnError();
  const found = foundSchema.safeParse(data?.found);
  return data && found.success ? { etag: data.etag, lastModified: data.last_modified, found: found.data } : null;
}

const asJson = (value: object): Json => value as unknown as Json;
