import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/components/api/fetch-json";
import {
  type BulkAnswer,
  type BulkRequest,
  bulkAnswerSchema,
  type JobFilter,
  jobLogPageSchema,
  jobReportSchema,
  type RERUN_KINDS,
  runDetailSchema,
  savedFilterSchema,
  savedFiltersSchema,
} from "@/lib/contracts/job-control";
import {
  isFinished,
  type JobDetail,
  type JobItem,
  jobDetailSchema,
  jobItemPageSchema,
  jobPageSchema,
  jobStartedSchema,
  runPageSchema,
} from "@/lib/contracts/jobs";
import { type JobFilters, toApiFilter } from "./job-filters";

const POLL_MS = 2_000;
const REPORT_POLL_MS = 10_000; // sums over the job's items, and nobody watches them move
const RUNS_MAX = 100;

export const jobKeys = {
  all: ["jobs"] as const,
  list: (filters: JobFilters) => [...jobKeys.all, "list", filters] as const,
  detail: (id: string) => [...jobKeys.all, "detail", id] as const,
  items: (id: string, status: JobItem["status"] | null) => [...jobKeys.all, "items", id, { status }] as const,
  runs: (id: string) => [...jobKeys.all, "runs", id] as const,
  run: (id: string) => [...jobKeys.all, "run", id] as const,
  report: (id: string) => [...jobKeys.all, "report", id] as const,
  logs: (id: string) => [...jobKeys.all, "logs", id] as const,
  saved: () => ["saved-job-filters"] as const,
  bulk: (action: BulkRequest["action"], filter: BulkRequest["filter"]) => ["bulk-preview", action, filter] as const,
};

/** Newest first; pages already shown are renewed while one of their jobs is still moving. */
export const jobListQuery = (filters: JobFilters) =>
  infiniteQueryOptions({
    queryKey: jobKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/jobs?${toQuery({ ...toApiFilter(filters), cursor: pageParam })}`, jobPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((job) => !isFinished(job.status))) ? POLL_MS : false,
  });

/** True while the job or one that follows it can still change. */
export const isChainActive = (job: JobDetail): boolean => [job, ...job.chain].some(({ status }) => !isFinished(status));

/** `isLive` says that a stream already brings every change, so that polling rests. */
export const jobDetailQuery = (id: string, { isLive = false }: { isLive?: boolean } = {}) =>
  queryOptions({
    queryKey: jobKeys.detail(id),
    queryFn: ({ signal }) => fetchJson(`/api/jobs/${id}`, jobDetailSchema, { signal }),
    refetchInterval: ({ state }) => (!isLive && state.data && isChainActive(state.data) ? POLL_MS : false),
  });

export const jobItemsQuery = (
  id: string,
  { status, isActive }: { status: JobItem["status"] | null; isActive: boolean },
) =>
  infiniteQueryOptions({
    queryKey: jobKeys.items(id, status),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/jobs/${id}/items?${toQuery({ status, cursor: pageParam })}`, jobItemPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: isActive ? POLL_MS : false,
  });

export const jobRunsQuery = (id: string, { isActive }: { isActive: boolean }) =>
  queryOptions({
    queryKey: jobKeys.runs(id),
    queryFn: ({ signal }) =>
      fetchJson(`/api/runs?${toQuery({ job_id: id, limit: String(RUNS_MAX) })}`, runPageSchema, { signal }),
    refetchInterval: isActive ? POLL_MS : false,
  });

/** Newest first. */
export const jobLogsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: jobKeys.logs(id),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/jobs/${id}/logs?${toQuery({ cursor: pageParam })}`, jobLogPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const jobReportQuery = (id: string, { isActive }: { isActive: boolean }) =>
  queryOptions({
    queryKey: jobKeys.report(id),
    queryFn: ({ signal }) => fetchJson(`/api/jobs/${id}/report`, jobReportSchema, { signal }),
    refetchInterval: isActive ? REPORT_POLL_MS : false,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: jobKeys.run(id),
    queryFn: ({ signal }) => fetchJson(`/api/runs/${id}`, runDetailSchema, { signal }),
  });

export const savedFiltersQuery = () =>
  queryOptions({
    queryKey: jobKeys.saved(),
    queryFn: ({ signal }) => fetchJson("/api/jobs/filters", savedFiltersSchema, { signal }),
  });

export const saveFilter = (name: string, query: JobFilter) =>
  fetchJson("/api/jobs/filters", savedFilterSchema, { method: "POST", body: { name, query } });

export const deleteSavedFilter = (id: string) => fetchJson(`/api/jobs/filters/${id}`, z.null(), { method: "DELETE" });

export const bulkPreviewQuery = (action: BulkRequest["action"], filter: BulkRequest["filter"]) =>
  queryOptions({
    queryKey: jobKeys.bulk(action, filter),
    queryFn: ({ signal }) =>
      fetchJson("/api/jobs/bulk", bulkAnswerSchema, {
        method: "POST",
        body: { action, filter, dry_run: true },
        signal,
      }),
    gcTime: 0, // the next time it is asked, it is another count
  });

/** Goes over all jobs of the filter, call by call; answers the sums. `onProgress` is told how many are through. */
export async function runBulk(
  action: BulkRequest["action"],
  filter: BulkRequest["filter"],
  onProgress: (jobs: number) => void,
): Promise<BulkAnswer> {
  let sum: BulkAnswer = {
    action,
    dry_run: false,
    matched: 0,
    changed: 0,
    skipped: [],
    is_capped: false,
    next_cursor: null,
  };
  do {
    const body = { action, filter, ...(sum.next_cursor ? { cursor: sum.next_cursor } : {}) };
    const answer = await fetchJson("/api/jobs/bulk", bulkAnswerSchema, { method: "POST", body });
    sum = addUp(sum, answer);
    onProgress(sum.matched);
  } while (sum.next_cursor);
  return sum;
}

function addUp(sum: BulkAnswer, answer: BulkAnswer): BulkAnswer {
  const skipped = new Map(sum.skipped.map(({ reason, jobs }) => [reason, jobs]));
  for (const { reason, jobs } of answer.skipped) skipped.set(reason, (skipped.get(reason) ?? 0) + jobs);
  return {
    ...answer,
    matched: sum.matched + answer.matched,
    changed: sum.changed + answer.changed,
    skipped: [...skipped].map(([reason, jobs]) => ({ reason, jobs })),
  };
}

export const rerunJob = (id: string, body: { from: (typeof RERUN_KINDS)[number]; only: "all" | "failed" }) =>
  fetchJson(`/api/jobs/${id}/rerun`, jobStartedSchema, { method: "POST", body });

export const cancelJob = (id: string) => fetchJson(`/api/jobs/${id}/cancel`, jobDetailSchema, { method: "POST" });

export const retryJob = (id: string) => fetchJson(`/api/jobs/${id}/retry`, jobStartedSchema, { method: "POST" });

function toQuery(params: Record<string, string | null | undefined>): URLSearchParams {
  return new URLSearchParams(Object.entries(params).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}
