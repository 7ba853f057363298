"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { JobList } from "@/components/jobs/job-list";
import { Button, buttonStyles } from "@/components/ui/button";
import { LoadMore } from "@/components/ui/load-more";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { type JobFilters, jobListQuery } from "./jobs.queries";
import { jobSearch } from "./jobs.search";
import { JobsFilters } from "./jobs-filters";

export function JobsView() {
  const [filters, setFilters] = useQueryStates(jobSearch);
  return (
    <section aria-label="Jobs" className="rounded-lg border border-border bg-surface shadow-raised">
      <JobsFilters filters={filters} onChange={setFilters} />
      <div className="px-4 py-1 sm:px-5">
        <JobsRows filters={filters} onReset={() => setFilters(null)} />
      </div>
    </section>
  );
}

function JobsRows({ filters, onReset }: { filters: JobFilters; onReset: () => void }) {
  const query = useInfiniteQuery(jobListQuery(filters));
  if (query.isPending) return <RowsSkeleton rows={8} label="Loading jobs" />;
  if (query.error && !query.data)
    return <ErrorNotice error={query.error} onRetry={() => query.refetch()} className="my-4" />;
  const jobs = query.data.pages.flatMap((page) => page.items);
  if (jobs.length === 0) return <NoJobs isFiltered={Object.values(filters).some(Boolean)} onReset={onReset} />;
  return (
    <>
      <JobList jobs={jobs} label="Jobs" />
      <LoadMore query={query} />
    </>
  );
}

function NoJobs({ isFiltered, onReset }: { isFiltered: boolean; onReset: () => void }) {
  if (isFiltered)
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
