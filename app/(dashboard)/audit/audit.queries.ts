import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import { auditActionsSchema, auditPageSchema } from "@/lib/contracts/identity";
import type { Span } from "./audit.search";

const DAY_MS = 86_400_000;

export interface AuditFilters {
  actor: string | null;
  action: string | null;
  subject: string | null;
  days: Span | null;
}

export const auditKeys = {
  all: ["audit"] as const,
  list: (filters: AuditFilters) => [...auditKeys.all, "list", filters] as const,
  actions: ["audit", "actions"] as const,
};

/** Newest first. */
export const auditListQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: auditKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/audit?${toQuery(filters, pageParam)}`, auditPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const auditActionsQuery = queryOptions({
  queryKey: auditKeys.actions,
  queryFn: ({ signal }) => fetchJson("/api/audit/actions", auditActionsSchema, { signal }),
});

function toQuery({ days, ...filters }: AuditFilters, cursor: string | null): URLSearchParams {
  const since = days ? new Date(Date.now() - Number(days) * DAY_MS).toISOString() : null;
  const all = { ...filters, since, cursor };
  return new URLSearchParams(Object.entries(all).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}
