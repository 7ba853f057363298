import type { JobFilter } from "@/lib/contracts/job-control";
import type { JobStatus } from "@/lib/contracts/jobs";
import type { Json } from "@/lib/db/client";

/** A filter as the database's `find_jobs` takes it. */
export function toFilterJson(filter: JobFilter & { ids?: string[] | undefined; statuses?: JobStatus[] }): Json {
  const {
    status,
    statuses = status ? [status] : undefined,
    kind,
    queue,
    created_after,
    created_before,
    text,
    ids,
  } = filter;
  const parts = {
    statuses,
    kinds: kind && [kind],
    queues: queue && [queue],
    created_after,
    created_before,
    text,
    ids,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Json;
}
