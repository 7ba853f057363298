import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import { type Crawl, crawlHostsSchema, crawlPageSchema, crawlSchema } from "@/lib/contracts/crawls";
import {
  takedownPageSchema,
  takedownPreviewSchema,
  takedownReceiptSchema,
  takedownSchema,
} from "@/lib/contracts/takedowns";

const POLL_MS = 2_000;
const PAGE = 10;

export const collectKeys = {
  crawls: ["crawls"] as const,
  hosts: (id: string) => ["crawls", id, "hosts"] as const,
  takedowns: ["takedowns"] as const,
  receipt: (id: string) => ["takedowns", id] as const,
};

const isMoving = (crawl: Crawl): boolean => crawl.can_stop;

/** Newest first; renewed while one of those shown is under way. */
export const crawlListQuery = () =>
  infiniteQueryOptions({
    queryKey: collectKeys.crawls,
    queryFn: ({ pageParam, signal }) => fetchJson(pageOf("/api/crawls", pageParam), crawlPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isMoving)) ? POLL_MS : 5 * POLL_MS,
  });

export const crawlHostsQuery = (crawl: Crawl) =>
  queryOptions({
    queryKey: collectKeys.hosts(crawl.id),
    queryFn: ({ signal }) => fetchJson(`/api/crawls/${crawl.id}/hosts`, crawlHostsSchema, { signal }),
    refetchInterval: isMoving(crawl) ? POLL_MS : false,
  });

export const takedownListQuery = () =>
  infiniteQueryOptions({
    queryKey: collectKeys.takedowns,
    queryFn: ({ pageParam, signal }) => fetchJson(pageOf("/api/takedowns", pageParam), takedownPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(({ status }) => status === "running")) ? POLL_MS : false,
  });

export const receiptQuery = (id: string) =>
  queryOptions({
    queryKey: collectKeys.receipt(id),
    queryFn: ({ signal }) => fetchJson(`/api/takedowns/${id}`, takedownReceiptSchema, { signal }),
  });

export const stopCrawl = (id: string) => fetchJson(`/api/crawls/${id}/stop`, crawlSchema, { method: "POST" });
export const resumeCrawl = (id: string) => fetchJson(`/api/crawls/${id}/resume`, crawlSchema, { method: "POST" });

export const previewTakedown = (body: Record<string, unknown>) =>
  fetchJson("/api/takedowns", takedownPreviewSchema, { method: "POST", body: { ...body, dry_run: true } });
export const startTakedown = (body: Record<string, unknown>) =>
  fetchJson("/api/takedowns", takedownSchema, { method: "POST", body });

const pageOf = (path: string, cursor: string | null) =>
  `${path}?${new URLSearchParams({ limit: String(PAGE), ...(cursor ? { cursor } : {}) })}`;
