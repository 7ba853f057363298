import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import { dashboardSchema } from "@/lib/contracts/dashboard";
import { operationsSchema } from "@/lib/contracts/workers";

const BUSY_POLL_MS = 2_000;
const IDLE_POLL_MS = 15_000;

const overviewKeys = { all: ["overview"] as const, operations: ["overview", "operations"] as const };

export const overviewQuery = () =>
  queryOptions({
    queryKey: overviewKeys.all,
    queryFn: ({ signal }) => fetchJson("/api/dashboard", dashboardSchema, { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.active_jobs.length > 0 ? BUSY_POLL_MS : IDLE_POLL_MS),
  });

export const operationsQuery = () =>
  queryOptions({
    queryKey: overviewKeys.operations,
    queryFn: ({ signal }) => fetchJson("/api/operations", operationsSchema, { signal }),
    refetchInterval: IDLE_POLL_MS,
  });
