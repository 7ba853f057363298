import type { JobFilter } from "@/lib/contracts/job-control";
import type { JobKind, JobStatus, QueueName } from "@/lib/contracts/jobs";

/** Filters of the jobs list as the page has them; `from` and `to` are days, both included. */
export interface JobFilters {
  text: string | null;
  status: JobStatus | null;
  kind: JobKind | null;
  queue: QueueName | null;
  from: string | null;
  to: string | null;
}

export const NO_FILTERS: JobFilters = { text: null, status: null, kind: null, queue: null, from: null, to: null };

export const isFiltered = (filters: JobFilters): boolean => Object.values(filters).some(Boolean);

/** What the API takes: days become moments, by the clock of whoever looks. */
export function toApiFilter({ text, status, kind, queue, from, to }: JobFilters): JobFilter {
  return {
    ...(text && /[\p{L}\p{N}]/u.test(text) ? { text } : {}),
    ...(status ? { status } : {}),
    ...(kind ? { kind } : {}),
    ...(queue ? { queue } : {}),
    ...(from ? { created_after: midnight(from, 0) } : {}),
    ...(to ? { created_before: midnight(to, 1) } : {}),
  };
}

/** The other way round, for a filter that was saved. */
export function fromApiFilter(filter: JobFilter): JobFilters {
  const {
    text = null,
    status = null,
    kind = null,
    queue = null,
    created_after: after,
    created_before: before,
  } = filter;
  return { text, status, kind, queue, from: after ? dayOf(after, 0) : null, to: before ? dayOf(before, -1) : null };
}

function midnight(day: string, daysLater: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysLater);
  return date.toISOString();
}

function dayOf(moment: string, daysLater: number): string {
  const date = new Date(moment);
  date.setDate(date.getDate() + daysLater);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
