import type { Crawl, CrawlHost, CrawlPage, CrawlYield } from "@/lib/contracts/crawls";
import { crawlHostSchema, crawlSchema } from "@/lib/contracts/crawls";
import type { Db, Json, Tables } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { NotFoundError } from "@/lib/errors";
import type { ChunkRef } from "@/lib/jobs/chunks.repository";

const CRAWL =
  "id, status, error, input, total, cancelled, is_sealed, created_at, finished_at, crawl_yield(outcome, reason, value), crawl_job_hosts(host, blocked_reason)";
const HOSTS_MAX = 1000;

/** Newest first. @throws {InvalidInputError} the cursor is not ours. */
export async function listCrawls(
  db: Db,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<CrawlPage> {
  const after = decodeCursor(cursor);
  let query = db
    .from("jobs")
    .select(CRAWL)
    .eq("kind", "scrape")
    .not("crawl_job_hosts.blocked_reason", "is", null)
    .order("id", { ascending: false })
    .limit(limit + 1);
  if (after) query = query.lt("id", after);
  return toPage((await query.throwOnError()).data, limit, toCrawl);
}

/** @throws {NotFoundError} no crawl has this id. */
export async function getCrawl(db: Db, id: string): Promise<Crawl> {
  const query = db.from("jobs").select(CRAWL).eq("kind", "scrape").eq("id", id);
  const { data } = await query.not("crawl_job_hosts.blocked_reason", "is", null).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no crawl ${id}.`);
  return toCrawl(data);
}

/** The hosts a crawl asked, by name; at most 1000. @throws {NotFoundError} no crawl has this id. */
export async function listCrawlHosts(db: Db, jobId: string): Promise<CrawlHost[]> {
  await getCrawl(db, jobId);
  const query = db.from("crawl_job_hosts").select("*").eq("job_id", jobId).order("host").limit(HOSTS_MAX);
  const booked = (await query.throwOnError()).data;
  const names = booked.map(({ host }) => host);
  const robotsUrls = names.flatMap((host) => [`https://${host}/robots.txt`, `http://${host}/robots.txt`]);
  const [{ data: paces }, { data: files }] = await Promise.all([
    db.from("crawl_hosts").select("*").in("host", names).throwOnError(),
    db.from("crawl_site_files").select("url, status, fetched_at").in("url", robotsUrls).throwOnError(),
  ]);
  const paceOf = new Map(paces.map((pace) => [pace.host, pace]));
  const robotsOf = new Map(files.map((file) => [new URL(file.url).host, file]));
  return booked.map((row) => toHost(row, paceOf.get(row.host), robotsOf.get(row.host)));
}

/** Stops a crawl and keeps its frontier. @throws PT404, PT409 */
export async function stopCrawl(db: Db, id: string): Promise<void> {
  await db.rpc("stop_crawl", { target_job_id: id }).throwOnError();
}

/** Goes on with a stopped crawl; answers the chunks to send again. @throws PT404, PT409 */
export async function resumeCrawl(db: Db, id: string): Promise<ChunkRef[]> {
  const { data } = await db.rpc("resume_crawl", { target_job_id: id }).throwOnError();
  return data.map(({ chunk_id, attempt }) => ({ chunkId: chunk_id, attempt }));
}

type CrawlRow = Pick<
  Tables<"jobs">,
  "id" | "status" | "error" | "input" | "total" | "cancelled" | "is_sealed" | "created_at" | "finished_at"
> & {
  crawl_yield: { outcome: string; reason: string; value: number }[];
  crawl_job_hosts: { host: string; blocked_reason: string | null }[];
};

function toCrawl(row: CrawlRow): Crawl {
  const isRunning = row.status === "queued" || row.status === "running";
  return crawlSchema.parse({
    ...row,
    source: (row.input as Record<string, Json>).source ?? "",
    yield: toYield(row),
    blocked: row.crawl_job_hosts.map(({ host, blocked_reason }) => ({ host, reason: blocked_reason })),
    can_stop: isRunning,
    can_resume: row.status === "cancelled" && (!row.is_sealed || row.cancelled > 0),
  });
}

function toYield({ total, crawl_yield: rows }: CrawlRow): CrawlYield {
  const by = (outcome: string) =>
    rows
      .filter((row) => row.outcome === outcome && row.value > 0)
      .map(({ reason, value }) => ({ reason, count: value }))
      .toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
  const sum = (outcome: string) => by(outcome).reduce((all, { count }) => all + count, 0);
  return {
    found: total,
    new: sum("new"),
    duplicate: sum("duplicate"),
    refused: sum("refused"),
    failed: sum("failed"),
    duplicate_by: by("duplicate"),
    refused_by: by("refused"),
    failed_by: by("failed"),
    pages: by("page"),
  };
}

function toHost(
  row: Tables<"crawl_job_hosts">,
  pace: Tables<"crawl_hosts"> | undefined,
  robots: Pick<Tables<"crawl_site_files">, "status" | "fetched_at"> | undefined,
): CrawlHost {
  return crawlHostSchema.parse({
    ...row,
    state: stateOf(row, pace, Date.now()),
    robots_status: robots?.status ?? null,
    robots_fetched_at: robots?.fetched_at ?? null,
    crawl_delay_ms: pace?.crawl_delay_ms ?? null,
    delay_ms: pace?.delay_ms ?? 0,
    latency_ms: pace?.latency_ms ?? null,
    next_allowed_at: pace?.next_allowed_at ?? null,
  });
}

function stateOf(row: Tables<"crawl_job_hosts">, pace: Tables<"crawl_hosts"> | undefined, now: number) {
  if (row.blocked_at) return "blocked";
  if (pace?.held_until && Date.parse(pace.held_until) > now) return "busy";
  return pace && Date.parse(pace.next_allowed_at) > now ? "waiting" : "open";
}
