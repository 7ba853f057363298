"use client";

import { useId } from "react";
import { JOB_KIND_LABELS, JOB_STATUS_LABELS, QUEUE_LABELS } from "@/components/jobs/job-labels";
import { Input } from "@/components/ui/controls";
import { FilterSelect } from "@/components/ui/filter-select";
import { JOB_KINDS, JOB_STATUSES, QUEUE_NAMES } from "@/lib/contracts/jobs";
import type { JobFilters } from "./job-filters";
import { JobsSearch } from "./jobs-search";

interface JobsFiltersProps {
  filters: JobFilters;
  onChange: (change: Partial<JobFilters>) => void;
}

export function JobsFilters({ filters, onChange }: JobsFiltersProps) {
  return (
    <fieldset className="grid grid-cols-2 gap-3 border-border border-b px-4 py-3 sm:flex sm:flex-wrap sm:px-5">
      <legend className="sr-only">Filters</legend>
      <JobsSearch key={filters.text ?? ""} text={filters.text} onSearch={(text) => onChange({ text })} />
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
        className="max-sm:col-span-2"
      />
      <div className="col-span-2 grid grid-cols-2 gap-3 sm:flex">
        <DayInput label="From" value={filters.from} onChange={(from) => onChange({ from })} />
        <DayInput label="To" value={filters.to} onChange={(to) => onChange({ to })} />
      </div>
    </fieldset>
  );
}

interface DayInputProps {
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
}

function DayInput({ label, value, onChange }: DayInputProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 items-center gap-2 max-sm:flex-col max-sm:items-start max-sm:gap-1">
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className="min-w-0 sm:w-36"
      />
    </div>
  );
}
