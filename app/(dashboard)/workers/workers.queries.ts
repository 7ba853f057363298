import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import type { WorkerAction } from "@/lib/contracts/analyze";
import { workerListSchema, workerSchema } from "@/lib/contracts/workers";

/** With the beat of 15 s and 45 s until a worker counts as lost, nobody sees a dead one as alive for a minute. */
const POLL_MS = 5_000;

export const workerKeys = { all: ["workers"] as const };

export const workersQuery = () =>
  queryOptions({
    queryKey: workerKeys.all,
    queryFn: ({ signal }) => fetchJson("/api/workers", workerListSchema, { signal }),
    refetchInterval: POLL_MS,
  });

export const tellWorker = (id: string, action: WorkerAction) =>
  fetchJson(`/api/workers/${encodeURIComponent(id)}/${action}`, workerSchema, { method: "POST" });
