import type { Db } from "@/lib/db/client";

export const PAGED = ["items", "failed_items", "chunks", "job_logs", "dead_letters", "audit", "schedule_runs"] as const;
export const BATCHED = ["runs", "rate_limits", "idempotency_keys", "failure_groups"] as const;
export const COUNTED = ["scenes", "objects", "palettes", "embeddings", "jobs", "items"] as const;

/** One page of old rows, by id: how many were deleted, and where the next page starts (null after the last). */
export async function forgetPage(
  db: Db,
  {
    what,
    before,
    cursor,
    limit,
  }: { what: (typeof PAGED)[number]; before: string; cursor: string | null; limit: number },
): Promise<{ deleted: number; cursor: string | null }> {
  const { data } = await db
    .rpc("forget_page", { what, before, after_id: cursor as unknown as string, at_most: limit })
    .single()
    .throwOnError();
  return { deleted: data.deleted, cursor: data.seen === limit ? data.last_id : null };
}

/** Up to `limit` old rows of a table that is not ordered by id; answers how many were deleted. */
export async function forgetBatch(
  db: Db,
  { what, before, limit }: { what: (typeof BATCHED)[number]; before: string; limit: number },
): Promise<number> {
  const { data } = await db.rpc("forget_batch", { what, before, at_most: limit }).throwOnError();
  return data;
}

export interface Drift {
  name: string;
  key: string;
  kept: number;
  counted: number;
}

/** Counts one group of figures anew and repairs those that have drifted, which it answers. */
export async function checkCounters(db: Db, what: (typeof COUNTED)[number]): Promise<Drift[]> {
  const { data } = await db.rpc("check_counters", { what }).throwOnError();
  return data;
}

/** What scenes wait for, each figure at most `limit`, and whether a job of the kind is under way already. */
export async function findGaps(db: Db, limit: number) {
  const [{ data: gaps }, { data: live }] = await Promise.all([
    db.rpc("find_gaps", { at_most: limit }).single().throwOnError(),
    db.from("jobs").select("kind").in("status", ["queued", "running"]).limit(1000).throwOnError(),
  ]);
  return { ...gaps, underWay: new Set(live.map(({ kind }) => kind)) };
}

/** Of these content hashes, those some scene has. */
export async function knownHashes(db: Db, hashes: string[]): Promise<Set<string>> {
  const known = new Set<string>();
  const AT_ONCE = 100; // they travel in the address
  for (let start = 0; start < hashes.length; start += AT_ONCE) {
    const { data } = await db
      .from("scenes")
      .select("sha256")
      .in("sha256", hashes.slice(start, start + AT_ONCE))
      .throwOnError();
    for (const { sha256 } of data) known.add(sha256);
  }
  return known;
}
