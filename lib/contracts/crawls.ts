import { z } from "zod";
import { pageSchema, timestampSchema } from "./common.ts";
import { jobErrorSchema, jobStatusSchema } from "./jobs.ts";

/** How many of one outcome, for one reason: `refused` by `robots`, `duplicate` of the `same_file`. */
const countSchema = z.object({ reason: z.string(), count: z.int() });

/** What came of the pictures and pages of a crawl so far. */
export const crawlYieldSchema = z.object({
  /** Pictures found on its pages; those not yet in one of the other figures wait. */
  found: z.int(),
  new: z.int(),
  duplicate: z.int(),
  refused: z.int(),
  failed: z.int(),
  /** By outcome, largest first. */
  duplicate_by: z.array(countSchema),
  refused_by: z.array(countSchema),
  failed_by: z.array(countSchema),
  /** Listing pages by how reading them ended: fetched, unchanged, refused, failed. */
  pages: z.array(countSchema),
});
export type CrawlYield = z.infer<typeof crawlYieldSchema>;

/** A scrape job, seen as a visit to sites. */
export const crawlSchema = z.object({
  /** Of the scrape job. */
  id: z.uuid(),
  source: z.string(),
  status: jobStatusSchema,
  error: jobErrorSchema.nullable(),
  created_at: timestampSchema,
  finished_at: timestampSchema.nullable(),
  yield: crawlYieldSchema,
  /** Hosts that shut the crawl out, with the reason. */
  blocked: z.array(z.object({ host: z.string(), reason: z.string() })),
  can_stop: z.boolean(),
  can_resume: z.boolean(),
});
export type Crawl = z.infer<typeof crawlSchema>;
export const crawlPageSchema = pageSchema(crawlSchema);
export type CrawlPage = z.infer<typeof crawlPageSchema>;

/** One host of a crawl: how it is treated, and what came from it. */
export const crawlHostSchema = z.object({
  host: z.string(),
  state: z.enum(["open", "waiting", "busy", "blocked"]),
  blocked_reason: z.string().nullable(),
  /** Of its robots.txt; null where none was fetched (or it could not be). */
  robots_status: z.int().nullable(),
  robots_fetched_at: timestampSchema.nullable(),
  /** As its robots.txt asks, in milliseconds. */
  crawl_delay_ms: z.int().nullable(),
  /** What is left between two requests now. */
  delay_ms: z.int(),
  latency_ms: z.int().nullable(),
  next_allowed_at: timestampSchema.nullable(),
  requests: z.int(),
  bytes: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  failed: z.int(),
  last_status: z.int().nullable(),
  last_request_at: timestampSchema.nullable(),
});
export type CrawlHost = z.infer<typeof crawlHostSchema>;
export const crawlHostsSchema = z.object({ items: z.array(crawlHostSchema) });
