"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { jobDetailSchema } from "@/lib/contracts/jobs";
import { jobKeys } from "../jobs.queries";

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
    source.addEventListener("finished", (event: MessageEvent<string>) => {
      receive(event);
      stop();
      // One last look at what polling showed a moment ago: items and runs.
      void queryClient.invalidateQueries({ queryKey: jobKeys.all });
    });
    return stop;
  }, [id, isActive, onLive, queryClient]);
}
