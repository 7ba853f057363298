"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { JobList, type JobSelection } from "@/components/jobs/job-list";
import { Button, buttonStyles } from "@/components/ui/button";
import { LoadMore } from "@/components/ui/load-more";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { BulkActions } from "./bulk-actions";
import { isFiltered, type JobFilters } from "./job-filters";
import { jobListQuery } from "./jobs.queries";
import { jobSearch } from "./jobs.search";
import { JobsFilters } from "./jobs-filters";
import { SavedFilters } from "./saved-filters";

/** `canWrite` is whether this person may cancel and retry. */
export function JobsView({ canWrite }: { canWrite: boolean }) {
  const [filters, setFilters] = useQueryStates(jobSearch);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setSelected((ids) => (ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : new Set([...ids, id])));
  return (
    <section aria-label="Jobs" className="rounded-lg border border-border bg-surface shadow-raised">
      <JobsFilters filters={filters} onChange={setFilters} />
      <SavedFilters filters={filters} onApply={setFilters} />
      {canWrite && <BulkActions filters={filters} selected={selected} onClear={() => setSelected(new Set())} />}
      <div className="px-4 py-1 sm:px-5">
        <JobsRows
          filters={filters}
          selection={canWrite ? { selected, onToggle: toggle } : undefined}
          onReset={() => setFilters(null)}
        />
      </div>
    </section>
  );
}

interface JobsRowsProps {
  filters: JobFilters;
  selection: JobSelection | undefined;
  onReset: () => void;
}

function JobsRows({ filters, selection, onReset }: JobsRowsProps) {
  const query = useInfiniteQuery(jobListQuery(filters));
  if (query.isPending) return <RowsSkeleton rows={8} label="Loading jobs" />;
  if (query.error && !query.data)
    return <ErrorNotice error={query.error} onRetry={() => query.refetch()} className="my-4" />;
  const jobs = query.data.pages.flatMap((page) => page.items);
  if (jobs.length === 0) return <NoJobs hasFilters={isFiltered(filters)} onReset={onReset} />;
  return (
    <>
      <JobList jobs={jobs} label="Jobs" selection={selection} />
      <LoadMore query={query} />
    </>
  );
}

function NoJobs({ hasFilters, onReset }: { hasFilters: boolean; onReset: () => void }) {
  if (hasFilters)
    return (
      <EmptyState
        icon={ListChecks}
        title="No job matches these filters"
        action={<Button onClick={onReset}>Show all jobs</Button>}
      />
    );
  return (
    <EmptyState
      icon={ListChecks}
      title="No jobs yet"
      action={
        <Link href="/jobs/new" className={buttonStyles({ variant: "primary" })}>
          Start the first one
        </Link>
      }
    >
      Collect scenes from a source or import your own pictures; the rest of the pipeline follows by itself.
    </EmptyState>
  );
}
