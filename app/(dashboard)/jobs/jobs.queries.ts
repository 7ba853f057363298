import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import {
  isFinished,
  type JobDetail,
  type JobItem,
  type JobKind,
  type JobStatus,
  jobDetailSchema,
  jobItemPageSchema,
  jobPageSchema,
  jobStartedSchema,
  type QueueName,
  runPageSchema,
} from "@/lib/contracts/jobs";

const POLL_MS = 2_000;
const RUNS_MAX = 100;

export interface JobFilters {
  status: JobStatus | null;
  kind: JobKind | null;
  queue: QueueName | null;
}

export const jobKeys = {
  all: ["jobs"] as const,
  list: (filters: JobFilters) => [...jobKeys.all, "list", filters] as const,
  detail: (id: string) => [...jobKeys.all, "detail", id] as const,
  items: (id: string, status: JobItem["status"] | null) => [...jobKeys.all, "items", id, { status }] as const,
  runs: (id: string) => [...jobKeys.all, "runs", id] as const,
};

/** Newest first; pages already shown are renewed while one of their jobs is still moving. */
export const jobListQuery = (filters: JobFilters) =>
  infiniteQueryOptions({
    queryKey: jobKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/jobs?${toQuery({ ...filters, cursor: pageParam })}`, jobPageSchema, { signal }),
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

export const cancelJob = (id: string) => fetchJson(`/api/jobs/${id}/cancel`, jobDetailSchema, { method: "POST" });

export const retryJob = (id: string) => fetchJson(`/api/jobs/${id}/retry`, jobStartedSchema, { method: "POST" });

function toQuery(params: Record<string, string | null>): URLSearchParams {
  return new URLSearchParams(Object.entries(params).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}
