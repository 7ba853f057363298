import { collectChunk } from "@/lib/sources/collect-candidates";
import { chunkFunction } from "../../chunk-function";

/** The pictures of one listing page: their own pages, their bytes, their scenes. */
export const collectCandidates = chunkFunction({
  id: "collect-candidates",
  kind: "scrape",
  queue: "scraping",
  work: (deps, items, { job, ...tries }) =>
    collectChunk(deps, items, {
      source: String(job.input.source),
      jobId: job.id,
      jobCreatedAt: job.created_at,
      ...tries,
    }),
});
