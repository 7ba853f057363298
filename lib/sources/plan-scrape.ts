import { z } from "zod";
import { sourceOptionsInputSchema } from "@/lib/contracts/sources";
import type { Deps } from "@/lib/deps";
import { ForbiddenError } from "@/lib/errors";
import type { NewItem } from "@/lib/jobs/chunks.repository";
import { recordListing } from "./frontier.repository";
import { createPoliteFetch } from "./polite-fetch";
import { parseSourceOptions } from "./source-options";
import { getSource } from "./sources";

const PAGES_MAX = 10_000; // a site whose paging never ends

export const scrapeInputSchema = z.object({
  source: z.string(),
  limit: z.int().default(100),
  room_types: z.array(z.string()).optional(),
  options: sourceOptionsInputSchema.optional(),
});

/** Listing addresses still to read, and how much was taken so far. */
const cursorSchema = z.object({ urls: z.array(z.string()), pages: z.int(), taken: z.int() });

/** Reads one listing page: its candidates are one chunk, its link onwards is the next page. */
export async function planScrapePage(
  deps: Pick<Deps, "db" | "env" | "safeFetch">,
  input: z.infer<typeof scrapeInputSchema>,
  cursor: string | null,
  jobId: string,
): Promise<{ chunks: { key: string; items: NewItem[] }[]; next: string | null }> {
  const source = getSource(input.source, deps.env);
  const options = parseSourceOptions(source, { roomTypes: input.room_types, options: input.options });
  const state = cursor
    ? cursorSchema.parse(JSON.parse(cursor))
    : { urls: source.seeds(options).map(({ url }) => url), pages: 0, taken: 0 };
  const [url, ...rest] = state.urls;
  if (!url) return { chunks: [], next: null };

  const listing = await readListing(deps, { jobId, url, source });
  const candidates = (listing?.candidates ?? []).slice(0, input.limit - state.taken);
  const items = candidates.map((candidate) => ({ item_key: candidate.sourceId, payload: candidate }));
  const after = {
    urls: [...(listing?.next ?? []).flatMap((link) => (link.url !== url ? [link.url] : [])), ...rest],
    pages: state.pages + 1,
    taken: state.taken + candidates.length,
  };
  const isDone = after.urls.length === 0 || after.taken >= input.limit || after.pages >= PAGES_MAX;
  return {
    chunks: items.length > 0 ? [{ key: `listing:${url}`, items }] : [],
    next: isDone ? null : JSON.stringify(after),
  };
}

/** Null where the site does not want the page read. */
async function readListing(
  deps: Pick<Deps, "db" | "env" | "safeFetch">,
  { jobId, url, source }: { jobId: string; url: string; source: ReturnType<typeof getSource> },
) {
  try {
    const page = await createPoliteFetch(deps).get(url, "page");
    const listing = source.extract({ ...page, body: page.bytes.toString("utf8") });
    await recordListing(deps.db, { jobId, url, status: "fetched", candidates: listing.candidates.length });
    return listing;
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error;
    await recordListing(deps.db, {
      jobId,
      url,
      status: "refused",
      candidates: 0,
      error: { code: error.code, message: error.message },
    });
    return null;
  }
}
