"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeJob } from "@/components/jobs/job-labels";
import { StatusBadge } from "@/components/jobs/status-badge";
import { BackLink } from "@/components/ui/back-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import { isChainActive, jobDetailQuery } from "../jobs.queries";
import { ChainStepper } from "./chain-stepper";
import { JobActions } from "./job-actions";
import { JobFacts } from "./job-facts";
import { JobItems } from "./job-items";
import { JobLogs } from "./job-logs";
import { JobReport } from "./job-report";
import { JobSummary } from "./job-summary";
import { RunTimeline } from "./run-timeline";
import { useJobStream } from "./use-job-stream";

/** `canWrite` is whether this person may cancel, retry and start. */
export function JobView({ id, canWrite }: { id: string; canWrite: boolean }) {
  const [isLive, setIsLive] = useState(false);
  const { data: job, error, isPending, refetch } = useQuery(jobDetailQuery(id, { isLive }));
  const isActive = job !== undefined && isChainActive(job);
  useJobStream(id, { isActive, onLive: setIsLive });

  if (isPending) return <JobSkeleton />;
  if (error && !job) return <ErrorNotice error={error} title="This job cannot be shown" onRetry={() => refetch()} />;
  return (
    <>
      <PageHeader
        eyebrow={<BackLink href="/jobs">Jobs</BackLink>}
        title={describeJob(job)}
        description={
          <span className="flex flex-wrap items-center gap-3">
            <StatusBadge status={job.status} />
            <LiveMark isLive={isLive} isActive={isActive} />
          </span>
        }
        actions={canWrite && <JobActions job={job} />}
      />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <JobSummary job={job} />
          <ChainStepper job={job} />
          <RunTimeline jobId={id} isActive={isActive} />
          <JobItems job={job} />
          <JobLogs jobId={id} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Panel title="What was asked">
            <JobFacts job={job} />
          </Panel>
          <JobReport job={job} />
        </div>
      </div>
    </>
  );
}

function LiveMark({ isLive, isActive }: { isLive: boolean; isActive: boolean }) {
  if (!isActive) return null;
  return (
    <span className="inline-flex items-center gap-2 text-sm">
      <span
        aria-hidden
        className={isLive ? "size-2 animate-pulse rounded-full bg-ok" : "size-2 rounded-full bg-border-strong"}
      />
      {isLive ? "Live" : "Renewed every 2 s"}
    </span>
  );
}

function JobSkeleton() {
  return (
    <LoadingRegion label="Loading the job" className="flex flex-col gap-5">
      <Skeleton className="h-8 w-72 max-w-full" />
      <Skeleton className="h-36" />
      <Skeleton className="h-28" />
      <Skeleton className="h-64" />
    </LoadingRegion>
  );
}
