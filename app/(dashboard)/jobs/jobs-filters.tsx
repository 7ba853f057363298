"use client";

import { JOB_KIND_LABELS, JOB_STATUS_LABELS, QUEUE_LABELS } from "@/components/jobs/job-labels";
import { FilterSelect } from "@/components/ui/filter-select";
import { JOB_KINDS, JOB_STATUSES, QUEUE_NAMES } from "@/lib/contracts/jobs";
import type { JobFilters } from "./jobs.queries";

interface JobsFiltersProps {
  filters: JobFilters;
  onChange: (change: Partial<JobFilters>) => void;
}

export function JobsFilters({ filters, onChange }: JobsFiltersProps) {
  return (
    <fieldset className="grid grid-cols-2 gap-3 border-border border-b px-4 py-3 sm:flex sm:flex-wrap sm:px-5">
      <legend className="sr-only">Filters</legend>
      <FilterSelect
        label="Status"
        value={filters.status}
        options={JOB_STATUSES}
        describe={(status) => JOB_STATUS_LABELS[status].label}
        anyLabel="Any status"
        onChange={(status) => onChange({ status })}
      />
      <FilterSelect
        label="Kind"
        value={filters.kind}
        options={JOB_KINDS}
        describe={(kind) => JOB_KIND_LABELS[kind].label}
        anyLabel="Any kind"
        onChange={(kind) => onChange({ kind })}
      />
      <FilterSelect
        label="Queue"
        value={filters.queue}
        options={QUEUE_NAMES}
        describe={(queue) => QUEUE_LABELS[queue]}
        anyLabel="Any queue"
        onChange={(queue) => onChange({ queue })}
      />
    </fieldset>
  );
}
