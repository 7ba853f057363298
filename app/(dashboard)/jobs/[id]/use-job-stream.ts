"use client";

import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type JobLog, type JobLogPage, jobLogSchema } from "@/lib/contracts/job-control";
import { jobDetailSchema } from "@/lib/contracts/jobs";
import { jobKeys, jobLogsQuery } from "../jobs.queries";

interface JobStreamOptions {
  /** The job or one that follows it can still change. */
  isActive: boolean;
  /** Told whether events arrive; while they do not (still connecting, reconnecting, refused) the caller polls instead. */
  onLive: (isLive: boolean) => void;
}

/**
 * Keeps the cached job and its chain up to date from server-sent events.
 * The effect's system outside React is the EventSource.
 */
export function useJobStream(id: string, { isActive, onLive }: JobStreamOptions): void {
  const queryClient = useQueryClient();

  useEffect(() => {
    if (!isActive) return;
    const source = new EventSource(`/api/jobs/${id}/events`);
    const receive = (event: MessageEvent<string>) => {
      const job = jobDetailSchema.safeParse(JSON.parse(event.data));
      if (job.success) queryClient.setQueryData(jobKeys.detail(id), job.data);
    };
    const stop = () => {
      source.close();
      onLive(false);
    };
    source.addEventListener("open", () => onLive(true));
    source.addEventListener("error", () => onLive(false));
    source.addEventListener("progress", receive);
    source.addEventListener("log", (event: MessageEvent<string>) => {
      const line = jobLogSchema.safeParse(JSON.parse(event.data));
      if (line.success && line.data.job_id === id)
        queryClient.setQueryData(jobLogsQuery(id).queryKey, addLine(line.data));
    });
    source.addEventListener("finished", (event: MessageEvent<string>) => {
      receive(event);
      stop();
      // One last look at what polling showed a moment ago: items and runs.
      void queryClient.invalidateQueries({ queryKey: jobKeys.all });
    });
    return stop;
  }, [id, isActive, onLive, queryClient]);
}

/** Puts a line on top of the pages that are shown, unless it is there. */
const addLine =
  (line: JobLog) =>
  (shown: InfiniteData<JobLogPage, unknown> | undefined): typeof shown => {
    const [first, ...rest] = shown?.pages ?? [];
    if (!shown || !first || first.items.some(({ id }) => id === line.id)) return shown;
    return { ...shown, pages: [{ ...first, items: [line, ...first.items] }, ...rest] };
  };
