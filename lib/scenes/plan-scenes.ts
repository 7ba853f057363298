import type { Db } from "@/lib/db/client";
import type { NewItem } from "@/lib/jobs/chunks.repository";
import { type Pending, pageSceneIds, type SceneFilter } from "./scenes.repository";

const PAGE = 1000;

export interface ScenePlan {
  /** Exactly these scenes; else what `filter` and `pending` select. */
  ids?: string[] | undefined;
  filter?: SceneFilter | undefined;
  pending?: Pending | undefined;
  /** Of all pages together. */
  limit?: number | undefined;
  /** `<last id>:<how many so far>`, or null for the first page. */
  cursor: string | null;
  chunkSize: number;
}

/** One page of scenes as chunks of items; a chunk's key is its first scene, so planning a page again gives the same keys. */
export async function planScenes(
  db: Db,
  plan: ScenePlan,
): Promise<{ chunks: { key: string; items: NewItem[] }[]; next: string | null }> {
  if (plan.ids) return { chunks: toChunks([...new Set(plan.ids)], plan.chunkSize), next: null };
  const [after, taken] = plan.cursor?.split(":") ?? [];
  const before = Number(taken ?? 0);
  const limit = Math.min(PAGE, (plan.limit ?? Number.POSITIVE_INFINITY) - before);
  if (limit <= 0) return { chunks: [], next: null };
  const ids = await pageSceneIds(db, { filter: plan.filter ?? {}, pending: plan.pending, after: after ?? null, limit });
  const last = ids.length < limit ? undefined : ids.at(-1);
  return { chunks: toChunks(ids, plan.chunkSize), next: last ? `${last}:${before + ids.length}` : null };
}

function toChunks(ids: string[], size: number): { key: string; items: NewItem[] }[] {
  const chunks: { key: string; items: NewItem[] }[] = [];
  for (let start = 0; start < ids.length; start += size) {
    const part = ids.slice(start, start + size);
    chunks.push({ key: `from:${part[0]}`, items: part.map((id) => ({ item_key: id, scene_id: id })) });
  }
  return chunks;
}
