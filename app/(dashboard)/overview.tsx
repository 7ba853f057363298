"use client";

import { useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { RankedBars } from "@/components/charts/ranked-bars";
import { JobList } from "@/components/jobs/job-list";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import { OperationsStrip } from "./operations-strip";
import { overviewQuery } from "./overview.queries";
import { prepareCategories, prepareImageTypes, prepareYield } from "./prepare-overview";
import { QueueStrip } from "./queue-strip";
import { TotalsStrip } from "./totals-strip";

const RECENT_SHOWN = 4;

export function Overview() {
  const { data, error, isPending, refetch } = useQuery(overviewQuery());
  if (isPending) return <OverviewSkeleton />;
  if (error && !data)
    return <ErrorNotice error={error} title="The overview could not be loaded" onRetry={() => refetch()} />;
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <TotalsStrip counts={data.counts} className="lg:col-span-2" />
      <OperationsStrip className="lg:col-span-2" />
      <Panel title="Running now" className="lg:col-span-2" actions={<QueueStrip queues={data.queues} />}>
        {data.active_jobs.length > 0 ? (
          <JobList jobs={data.active_jobs} label="Active jobs" />
        ) : (
          <p className="py-2 text-muted">Nothing is running.</p>
        )}
      </Panel>
      <Panel title="Yield of collection" description="What came of the candidates that were found.">
        <RankedBars label="Yield of collection" unit="candidates" bars={prepareYield(data.yield)} />
      </Panel>
      <Panel title="Image types" description="What classification made of the scenes.">
        <RankedBars label="Scenes by image type" unit="scenes" bars={prepareImageTypes(data.image_types)} />
      </Panel>
      <Panel title="Most frequent objects" description="Outlined objects by category.">
        <RankedBars label="Objects by category" unit="objects" bars={prepareCategories(data.categories)} />
      </Panel>
      <Panel
        title="Recent jobs"
        actions={
          <Link href="/jobs" className="rounded-sm font-medium text-accent text-sm underline-offset-4 hover:underline">
            All jobs
          </Link>
        }
      >
        {data.recent_jobs.length > 0 ? (
          <JobList jobs={data.recent_jobs.slice(0, RECENT_SHOWN)} label="Recent jobs" />
        ) : (
          <EmptyState icon={ListChecks} title="No jobs yet">
            Start one to collect the first scenes.
          </EmptyState>
        )}
      </Panel>
    </div>
  );
}

function OverviewSkeleton() {
  return (
    <LoadingRegion label="Loading the overview" className="grid gap-5 lg:grid-cols-2">
      <Skeleton className="h-24 lg:col-span-2" />
      <Skeleton className="h-40 lg:col-span-2" />
      <Skeleton className="h-56" />
      <Skeleton className="h-56" />
      <Skeleton className="h-72" />
      <Skeleton className="h-72" />
    </LoadingRegion>
  );
}
