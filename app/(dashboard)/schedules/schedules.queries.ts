import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/components/api/fetch-json";
import {
  type NewSchedule,
  type ScheduleChange,
  schedulePageSchema,
  scheduleRunPageSchema,
  scheduleRunSchema,
  scheduleSchema,
} from "@/lib/contracts/schedules";

const POLL_MS = 10_000;
/** After a run was asked for, its outcome is soon there. */
const FAST_POLL_MS = 2_000;

export const scheduleKeys = {
  all: ["schedules"] as const,
  list: () => [...scheduleKeys.all, "list"] as const,
  detail: (id: string) => [...scheduleKeys.all, "detail", id] as const,
  runs: (id: string) => [...scheduleKeys.all, "runs", id] as const,
};

export const scheduleListQuery = () =>
  infiniteQueryOptions({
    queryKey: scheduleKeys.list(),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/schedules?${pageParam ? new URLSearchParams({ cursor: pageParam }) : ""}`, schedulePageSchema, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: POLL_MS,
  });

export const scheduleQuery = (id: string) =>
  queryOptions({
    queryKey: scheduleKeys.detail(id),
    queryFn: ({ signal }) => fetchJson(`/api/schedules/${id}`, scheduleSchema, { signal }),
    refetchInterval: POLL_MS,
  });

export const scheduleRunsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: scheduleKeys.runs(id),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(
        `/api/schedules/${id}/runs?${pageParam ? new URLSearchParams({ cursor: pageParam }) : ""}`,
        scheduleRunPageSchema,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some(({ finished_at: end }) => end === null) ? FAST_POLL_MS : POLL_MS,
  });

/** What a form holds before the API has looked at it. */
export type ScheduleDraft = Record<keyof NewSchedule, unknown>;

export const addSchedule = (body: Partial<ScheduleDraft>) =>
  fetchJson("/api/schedules", scheduleSchema, { method: "POST", body });

export const changeSchedule = (id: string, body: Partial<ScheduleDraft> | ScheduleChange) =>
  fetchJson(`/api/schedules/${id}`, scheduleSchema, { method: "PATCH", body });

export const removeSchedule = (id: string) => fetchJson(`/api/schedules/${id}`, z.null(), { method: "DELETE" });

export const runSchedule = (id: string) => fetchJson(`/api/schedules/${id}/run`, scheduleRunSchema, { method: "POST" });
