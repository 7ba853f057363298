import type { Deps } from "@/lib/deps";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { findCollected } from "@/lib/scenes/scenes.repository";
import { outcomeOfKnown, type Taking, takeIn, takeInEach } from "@/lib/scenes/take-in";
import { createPoliteFetch } from "./polite-fetch";
import { type Candidate, candidateSchema, withDetail } from "./source-adapter";
import { getSource } from "./sources";

/**
 * Collects the pictures of one listing page, one request to a host at a time. A picture collected before is not fetched
 * again; one that cannot be used, or may not be, fails alone; a passing failure is tried again until the last try.
 */
export async function collectChunk(
  { db, env, safeFetch }: Pick<Deps, "db" | "env" | "safeFetch">,
  items: ChunkItem[],
  { source: sourceId, ...taking }: Taking & { source: string },
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const { jobCreatedAt } = taking;
  const source = getSource(sourceId, env);
  const polite = createPoliteFetch({ env, safeFetch });
  const collected = await findCollected(
    db,
    sourceId,
    items.map(({ itemKey }) => itemKey),
  );

  async function describe(candidate: Candidate): Promise<Candidate> {
    if (!candidate.needsDetail) return candidate;
    const page = await polite.get(candidate.pageUrl, "page");
    return withDetail(candidate, source.extractDetail({ ...page, body: page.bytes.toString("utf8") }));
  }

  return takeInEach(items, taking, async (item) => {
    const known = collected.get(item.itemKey);
    if (known) return outcomeOfKnown(item, known, { jobCreatedAt, note: "collected before" });
    const { roomType, ...candidate } = await describe(candidateSchema.parse(item.payload));
    const { bytes, findings } = await polite.get(candidate.imageUrl, "image");
    const tags = roomType ? [...candidate.tags, roomType] : candidate.tags;
    return takeIn(db, item, { bytes, origin: { ...candidate, source: sourceId, tags, findings }, jobCreatedAt });
  });
}
