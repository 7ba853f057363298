import type { Permission } from "@/lib/contracts/sources";
import type { Deps } from "@/lib/deps";
import { AppError, NotFoundError, UpstreamError } from "@/lib/errors";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { failItem, toFailure } from "@/lib/scenes/item-failure";
import { findByImageUrl, findCollected } from "@/lib/scenes/scenes.repository";
import { outcomeOfKnown, type Taking, takeIn, takeInEach } from "@/lib/scenes/take-in";
import { refuseTakenDown } from "@/lib/takedowns/refuse-taken-down";
import { findSeen, type SeenPicture, saveSeen } from "./pictures.repository";
import { headerOf, visitOf } from "./plan-scrape";
import { createPoliteFetch, type PoliteAnswer, type PoliteFetch } from "./polite-fetch";
import { type Candidate, candidateSchema, type SourceAdapter, withDetail } from "./source-adapter";
import { permissionFindings, requireEnabled } from "./source-state";
import { getSource } from "./sources";

type CollectDeps = Pick<Deps, "db" | "env" | "safeFetch">;

/**
 * Collects the pictures of one listing page, one request to a host at a time. What is known of a picture, from before or
 * from a try that was cut off, is not asked for again; one that cannot be used, or may not be, fails alone; a passing failure
 * is tried again until the last try.
 */
export async function collectChunk(
  deps: CollectDeps,
  items: ChunkItem[],
  { source: sourceId, jobId, ...taking }: Taking & { source: string; jobId: string },
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const source = getSource(sourceId, deps.env);
  const permission = await requireEnabled(deps.db, source);
  const polite = createPoliteFetch(deps, visitOf(source, jobId));
  const ids = items.map(({ itemKey }) => itemKey);
  const [collected, seen] = await Promise.all([
    findCollected(deps.db, sourceId, ids),
    findSeen(deps.db, sourceId, ids),
  ]);
  return takeInEach(items, taking, (item) => {
    const known = collected.get(item.itemKey);
    if (known) return Promise.resolve(outcomeOfKnown(item, known, { ...taking, note: "collected before" }));
    return collectOne(deps, item, {
      source,
      permission,
      polite,
      jobId,
      seen: seen.get(item.itemKey) ?? null,
      ...taking,
    });
  });
}

interface Collecting extends Taking {
  source: SourceAdapter;
  /** What the use of the source rests on; null where its terms allow it. */
  permission: Permission | null;
  polite: PoliteFetch;
  jobId: string;
  seen: SeenPicture | null;
}

async function collectOne({ db }: CollectDeps, item: ChunkItem, at: Collecting): Promise<Outcome> {
  const { source, jobId, seen, jobCreatedAt } = at;
  if (seen?.outcome === "duplicate" && seen.scene)
    return skip(item, seen.scene.id, "the same picture as one collected before");
  const isOfThisJob = seen?.jobId === jobId;
  if (isOfThisJob && seen.error) return failItem(item, seen.error);

  const listed = candidateSchema.parse(item.payload);
  await refuseTakenDown(db, { source: source.id, ...listed, sourceId: item.itemKey });
  const candidate = isOfThisJob && seen.candidate ? seen.candidate : await describe(db, listed, at);
  const twin = await findByImageUrl(db, candidate.imageUrl);
  const keep = (said: Partial<Parameters<typeof saveSeen>[2]> & { outcome: SeenPicture["outcome"] }) =>
    saveSeen(db, source.id, { ...EMPTY, sourceId: item.itemKey, jobId, candidate, ...said });
  if (twin) {
    await keep({ outcome: "duplicate", sceneId: twin.id });
    return skip(item, twin.id, "the same address as a picture collected before");
  }
  let answer: PoliteAnswer | null = null;
  try {
    answer = await fetchPicture(candidate, at);
    if (answer.isUnchanged && seen?.error) return failItem(item, seen.error);
    const { roomType, ...said } = candidate;
    const tags = roomType ? [...said.tags, roomType] : said.tags;
    const granted = permissionFindings(source, at.permission, candidate.pageUrl);
    const origin = { ...said, source: source.id, tags, findings: [...answer.findings, ...granted] };
    const outcome = await takeIn(db, item, { bytes: answer.bytes, origin, jobCreatedAt });
    if (outcome.status === "skipped") await keep({ outcome: "duplicate", sceneId: outcome.scene_id ?? null });
    return outcome;
  } catch (error) {
    // What may pass is not kept: the next try, or the next crawl, asks anew.
    if (!(error instanceof AppError) || error instanceof UpstreamError || error.code === "conflict") throw error;
    const failure = toFailure(error, at.isLastTry);
    const validators = {
      etag: headerOf(answer?.headers.etag),
      lastModified: headerOf(answer?.headers["last-modified"]),
    };
    if (failure)
      await keep({ outcome: error.code === "forbidden" ? "refused" : "failed", error: failure, ...validators });
    throw error;
  }
}

const skip = ({ id }: ChunkItem, sceneId: string, note: string): Outcome => ({
  item_id: id,
  status: "skipped",
  scene_id: sceneId,
  note,
});

const EMPTY = { error: null, etag: null, lastModified: null, sceneId: null };

/** The candidate with what its own page says, written down so that the page is read once a job. */
async function describe(
  db: CollectDeps["db"],
  listed: Candidate,
  { source, polite, jobId, seen }: Collecting,
): Promise<Candidate> {
  if (!listed.needsDetail) return listed;
  const page = await polite.get(listed.pageUrl, "page");
  const candidate = withDetail(listed, source.extractDetail({ ...page, body: page.bytes.toString("utf8") }));
  const { sourceId } = listed;
  const { etag = null, lastModified = null } = seen ?? {};
  await saveSeen(db, source.id, { ...EMPTY, sourceId, jobId, candidate, outcome: "described", etag, lastModified });
  return candidate;
}

/** The picture, or the next best form of it where the best is not there. */
async function fetchPicture(candidate: Candidate, { polite, seen }: Collecting): Promise<PoliteAnswer> {
  const isAsBefore = seen?.error && seen.candidate?.imageUrl === candidate.imageUrl;
  const validators = isAsBefore ? { etag: seen.etag, lastModified: seen.lastModified } : {};
  const forms = [candidate.imageUrl, ...candidate.fallbackUrls];
  for (const [index, url] of forms.entries()) {
    try {
      return await polite.get(url, "image", index === 0 ? validators : {});
    } catch (error) {
      if (!(error instanceof NotFoundError) || index === forms.length - 1) throw error;
    }
  }
  throw new NotFoundError("The picture has no address.");
}
