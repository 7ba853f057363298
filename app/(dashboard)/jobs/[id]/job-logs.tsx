"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import { formatStamp } from "@/components/ui/format";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import type { JobLog } from "@/lib/contracts/job-control";
import { jobLogsQuery } from "../jobs.queries";

const TONES: Record<JobLog["level"], Tone> = { debug: "neutral", info: "neutral", warn: "warn", error: "bad" };

/** What happened to the job, newest first; new lines come with the stream. */
export function JobLogs({ jobId }: { jobId: string }) {
  return (
    <Panel title="Log" description="Newest first.">
      <LogLines jobId={jobId} />
    </Panel>
  );
}

function LogLines({ jobId }: { jobId: string }) {
  const query = useInfiniteQuery(jobLogsQuery(jobId));
  if (query.isPending) return <RowsSkeleton rows={4} label="Loading the log" />;
  if (query.error && !query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const lines = query.data.pages.flatMap((page) => page.items);
  if (lines.length === 0)
    return (
      <EmptyState icon={ScrollText} title="Nothing has been written yet">
        Lines appear when the job begins.
      </EmptyState>
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label="Log lines" tabIndex={0} className="max-h-80 overflow-y-auto">
        <ol className="divide-y divide-border text-sm">
          {lines.map(({ id, level, message, created_at: at }) => (
            <li
              key={id}
              className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 py-1.5 sm:grid-cols-[11.5rem_3.5rem_minmax(0,1fr)]"
            >
              <time dateTime={at} className="text-muted tabular-nums">
                {formatStamp(at)}
              </time>
              <span>
                <Badge tone={TONES[level]}>{level}</Badge>
              </span>
              <span className="break-words max-sm:col-span-2">{message}</span>
            </li>
          ))}
        </ol>
      </section>
      <LoadMore query={query} />
    </>
  );
}
