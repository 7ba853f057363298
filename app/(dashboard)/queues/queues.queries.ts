import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import {
  type QueueWindow,
  queueListSchema,
  queuePatchedSchema,
  queuePurgeSchema,
  queueRoutingSchema,
} from "@/lib/contracts/queues";

const POLL_MS = 5_000;

export const queueKeys = {
  all: ["queues"] as const,
  list: (window: QueueWindow) => [...queueKeys.all, { window }] as const,
  routing: ["queue-routing"] as const,
};

export const queuesQuery = (window: QueueWindow) =>
  queryOptions({
    queryKey: queueKeys.list(window),
    queryFn: ({ signal }) => fetchJson(`/api/queues?window=${window}`, queueListSchema, { signal }),
    refetchInterval: POLL_MS,
    placeholderData: (previous) => previous, // another window shows the old figures until its own are there
  });

/** Changes with a new version of the app only. */
export const routingQuery = () =>
  queryOptions({
    queryKey: queueKeys.routing,
    queryFn: ({ signal }) => fetchJson("/api/queues/routing", queueRoutingSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const setPaused = (name: string, paused: boolean) =>
  fetchJson(`/api/queues/${name}`, queuePatchedSchema, { method: "PATCH", body: { paused } });

export const purgeQueue = (name: string) =>
  fetchJson(`/api/queues/${name}/purge`, queuePurgeSchema, { method: "POST" });
