import type { BulkRequest } from "@/lib/contracts/job-control";
import type { Db } from "@/lib/db/client";
import type { ChunkRef } from "./chunks.repository";
import { toFilterJson } from "./job-filter";

type Bulk = Pick<BulkRequest, "action" | "filter">;

/** What a bulk action would do to the newest `atMost` jobs of the filter: how many jobs a reason; null is no objection. */
export async function previewBulk(
  db: Db,
  { action, filter }: Bulk,
  atMost: number,
): Promise<{ reason: string | null; jobs: number }[]> {
  const { data } = await db
    .rpc("preview_bulk", { action, filter: toFilterJson(filter), at_most: atMost })
    .throwOnError();
  return data;
}

export interface BulkResult {
  jobId: string;
  /** Why it was left as it is; null when it was changed. */
  reason: string | null;
  /** Jobs that were cancelled, itself and those that follow from it. */
  ended: string[];
  /** Chunks to send, of a retry. */
  chunks: ChunkRef[];
}

/** Cancels or retries the next `atMost` jobs of the filter, newest first, in one transaction. */
export async function bulkBatch(
  db: Db,
  { action, filter, beforeId, atMost }: Bulk & { beforeId: string | null; atMost: number },
): Promise<BulkResult[]> {
  const { data } = await db
    .rpc("bulk_jobs", {
      action,
      filter: toFilterJson(filter),
      before_id: beforeId as string, // null is the top; the generated type leaves it out
      at_most: atMost,
    })
    .throwOnError();
  return data.map(({ id, reason, ended, chunks }) => ({
    jobId: id,
    reason,
    ended,
    chunks: (chunks as { chunk_id: string; attempt: number }[]).map(({ chunk_id, attempt }) => ({
      chunkId: chunk_id,
      attempt,
    })),
  }));
}
