import type { Deps } from "@/lib/deps";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { isBefore } from "@/lib/jobs/is-before";
import { ingestScene } from "@/lib/scenes/ingest-scene";
import { toFailure } from "@/lib/scenes/item-failure";
import { findCollected } from "@/lib/scenes/scenes.repository";
import { createPoliteFetch } from "./polite-fetch";
import { type Candidate, candidateSchema, withDetail } from "./source-adapter";
import { getSource } from "./sources";

export interface Collecting {
  source: string;
  jobCreatedAt: string;
  isLastTry: boolean;
}

/**
 * Collects the pictures of one listing page, one request to a host at a time. A picture collected before is not fetched
 * again; one that cannot be used, or may not be, fails alone; a passing failure is tried again until the last try.
 */
export async function collectChunk(
  deps: Pick<Deps, "db" | "env" | "safeFetch">,
  items: ChunkItem[],
  { source: sourceId, jobCreatedAt, isLastTry }: Collecting,
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const known = await findCollected(
    deps.db,
    sourceId,
    items.map(({ itemKey }) => itemKey),
  );
  const collector = createCollector(deps, sourceId, jobCreatedAt);
  const outcomes: Outcome[] = [];
  let passing: unknown = null;
  for (const item of items) {
    const scene = known.get(item.itemKey);
    if (scene) {
      outcomes.push(toOutcome(item, scene.id, isBefore(scene.createdAt, jobCreatedAt) ? "collected before" : null));
      continue;
    }
    try {
      outcomes.push(await collector.collect(item));
    } catch (error) {
      const failure = toFailure(error, isLastTry);
      if (failure) outcomes.push({ item_id: item.id, status: "failed", error: failure });
      else passing = error;
    }
  }
  if (passing) throw passing;
  return { outcomes, sceneIds: outcomes.flatMap(({ scene_id }) => scene_id ?? []) };
}

function createCollector(
  { db, env, safeFetch }: Pick<Deps, "db" | "env" | "safeFetch">,
  sourceId: string,
  jobCreatedAt: string,
) {
  const source = getSource(sourceId, { galleryUrl: env.MODOMO_GALLERY_URL ?? null });
  const polite = createPoliteFetch({ env, safeFetch });

  async function describe(candidate: Candidate): Promise<Candidate> {
    if (!source.hasDetailPages) return candidate;
    const page = await polite.get(candidate.pageUrl, "page");
    return withDetail(candidate, source.parseDetail(page.bytes.toString("utf8"), page.url));
  }

  return {
    async collect(item: ChunkItem): Promise<Outcome> {
      const { roomType, ...candidate } = await describe(candidateSchema.parse(item.payload));
      const image = await polite.get(candidate.imageUrl, "image");
      const scene = await ingestScene(db, image.bytes, {
        ...candidate,
        source: sourceId,
        tags: roomType ? [...candidate.tags, roomType] : candidate.tags,
        findings: image.findings,
      });
      const isKnown = !scene.isNew && isBefore(scene.createdAt, jobCreatedAt);
      return toOutcome(item, scene.sceneId, isKnown ? `the same picture as ${scene.duplicateOf}` : null);
    },
  };
}

const toOutcome = (item: ChunkItem, sceneId: string, known: string | null): Outcome =>
  known
    ? { item_id: item.id, status: "skipped", scene_id: sceneId, note: known }
    : { item_id: item.id, status: "completed", scene_id: sceneId };
