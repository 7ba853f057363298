import type { Db } from "@/lib/db/client";

/** Keeps what became of a listing page, once a job and address; reading it again writes it anew. */
export async function recordListing(
  db: Db,
  page: {
    jobId: string;
    url: string;
    status: "fetched" | "failed" | "refused";
    candidates: number;
    error?: { code: string; message: string };
  },
): Promise<void> {
  const row = {
    job_id: page.jobId,
    url: page.url,
    status: page.status,
    candidates: page.candidates,
    error: page.error ?? null,
    fetched_at: new Date().toISOString(),
  };
  await db.from("crawl_frontier").upsert(row, { onConflict: "job_id,url" }).throwOnError();
}
