import type { Db, Json } from "@/lib/db/client";
import { type Candidate, candidateSchema } from "./source-adapter";

/** A picture of a source that is no scene of its own, or not yet. */
export interface SeenPicture {
  sourceId: string;
  jobId: string | null;
  /** What listing and page said of it; null in a record of before that can no longer be read. */
  candidate: Candidate | null;
  outcome: "described" | "duplicate" | "refused" | "failed";
  /** The scene it is a double of. */
  scene: { id: string; createdAt: string } | null;
  error: { code: string; message: string } | null;
  etag: string | null;
  lastModified: string | null;
}

/** Those of `sourceIds` (at most 1000) that were seen before. */
export async function findSeen(db: Db, source: string, sourceIds: string[]): Promise<Map<string, SeenPicture>> {
  const query = db.from("crawl_pictures").select("*, scenes(id, created_at)").eq("source", source);
  const { data } = await query.in("source_id", sourceIds).throwOnError();
  const seen = data.map(
    (row): SeenPicture => ({
      sourceId: row.source_id,
      jobId: row.job_id,
      candidate: candidateSchema.nullable().catch(null).parse(row.candidate),
      outcome: row.outcome as SeenPicture["outcome"],
      scene: row.scenes && { id: row.scenes.id, createdAt: row.scenes.created_at },
      error: row.error as SeenPicture["error"],
      etag: row.etag,
      lastModified: row.last_modified,
    }),
  );
  return new Map(seen.map((picture) => [picture.sourceId, picture]));
}

/** Keeps what was learned of a picture; a later word on it takes the place of an earlier one. */
export async function saveSeen(
  db: Db,
  source: string,
  picture: Omit<SeenPicture, "scene" | "candidate"> & { candidate: Candidate; sceneId: string | null },
): Promise<void> {
  const row = {
    source,
    source_id: picture.sourceId,
    job_id: picture.jobId,
    image_url: picture.candidate.imageUrl,
    candidate: picture.candidate as unknown as Record<string, Json>,
    outcome: picture.outcome,
    scene_id: picture.sceneId,
    error: picture.error,
    etag: picture.etag,
    last_modified: picture.lastModified,
    updated_at: new Date().toISOString(),
  };
  await db.from("crawl_pictures").upsert(row, { onConflict: "source,source_id" }).throwOnError();
}
