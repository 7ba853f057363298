"use client";

import { JOB_KIND_LABELS } from "@/components/jobs/job-labels";
import { FilterSelect } from "@/components/ui/filter-select";
import { SearchInput } from "@/components/ui/search-input";
import { ERROR_CLASSES } from "@/lib/contracts/failures";
import { JOB_KINDS } from "@/lib/contracts/jobs";
import { CLASS_LABELS, STATE_LABELS } from "./failure-labels";
import type { FailureFilters } from "./failures.queries";

interface FailuresFiltersProps {
  filters: FailureFilters;
  onChange: (change: Partial<FailureFilters>) => void;
}

export function FailuresFilters({ filters, onChange }: FailuresFiltersProps) {
  return (
    <fieldset className="grid grid-cols-2 gap-3 border-border border-b px-4 py-3 sm:flex sm:flex-wrap sm:px-5">
      <legend className="sr-only">Filters</legend>
      <FilterSelect
        label="State"
        value={filters.state}
        options={["replayed", "discarded"] as const}
        describe={(state) => STATE_LABELS[state].label}
        anyLabel="Open"
        onChange={(state) => onChange({ state })}
      />
      <FilterSelect
        label="Class"
        value={filters.class}
        options={ERROR_CLASSES}
        describe={(name) => CLASS_LABELS[name].label}
        anyLabel="Any class"
        onChange={(name) => onChange({ class: name })}
      />
      <FilterSelect
        label="Kind of job"
        value={filters.kind}
        options={JOB_KINDS}
        describe={(kind) => JOB_KIND_LABELS[kind].label}
        anyLabel="Any kind"
        onChange={(kind) => onChange({ kind })}
        className="max-sm:col-span-2"
      />
      <SearchInput
        aria-label="Words of the message"
        placeholder="Part of the message"
        value={filters.text ?? ""}
        onChange={(event) => onChange({ text: event.target.value || null })}
        className="col-span-2 sm:w-60"
      />
    </fieldset>
  );
}
