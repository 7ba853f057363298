import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import {
  discardResultSchema,
  type ErrorClass,
  type FailureGroup,
  failureDetailSchema,
  failureItemPageSchema,
  failurePageSchema,
  type ReplayRequest,
  replayResultSchema,
} from "@/lib/contracts/failures";
import type { JobKind } from "@/lib/contracts/jobs";

const POLL_MS = 10_000;

export interface FailureFilters {
  state: FailureGroup["state"] | null;
  class: ErrorClass | null;
  kind: JobKind | null;
  job: string | null;
  text: string | null;
}

/** Which failures an action is for. */
export type Choice = Pick<ReplayRequest, "ids" | "fingerprint" | "filter">;

export const failureKeys = {
  all: ["failures"] as const,
  list: (filters: FailureFilters) => [...failureKeys.all, "list", filters] as const,
  detail: (id: string) => [...failureKeys.all, "detail", id] as const,
  items: (id: string) => [...failureKeys.all, "items", id] as const,
};

/** @param isHeld the list stays as it is: a dialog of one of its rows is open, which would leave with its row. */
export const failureListQuery = (filters: FailureFilters, isHeld: boolean) =>
  infiniteQueryOptions({
    queryKey: failureKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/dead-letters?${toQuery({ ...filters, cursor: pageParam })}`, failurePageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: isHeld ? false : POLL_MS,
    refetchOnWindowFocus: !isHeld,
  });

export const failureDetailQuery = (id: string) =>
  queryOptions({
    queryKey: failureKeys.detail(id),
    queryFn: ({ signal }) => fetchJson(`/api/dead-letters/${id}?limit=20`, failureDetailSchema, { signal }),
    refetchInterval: POLL_MS,
  });

export const failureItemsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: failureKeys.items(id),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/dead-letters/${id}/items?${toQuery({ cursor: pageParam })}`, failureItemPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const replay = (body: Partial<ReplayRequest>) =>
  fetchJson("/api/dead-letters/replay", replayResultSchema, { method: "POST", body });

export const discard = (body: Choice & { reason: string }) =>
  fetchJson("/api/dead-letters/discard", discardResultSchema, { method: "POST", body });

function toQuery(params: Record<string, string | null>): URLSearchParams {
  return new URLSearchParams(Object.entries(params).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}
