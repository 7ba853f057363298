"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { jobDetailSchema } from "@/lib/contracts/jobs";
import { jobKeys } from "../jobs.queries";

/**
 * Keeps the cached job and its chain up to date from server-sent events, and tells whether they arrive; while they do not
 * (still connecting, the browser reconnects, the server refused) the caller polls instead.
 * The effect's system outside React is the EventSource.
 */
export function useJobStream(id: string, { isActive }: { isActive: boolean }): boolean {
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);

  useEffect(() => {
    if (!isActive) return;
    const source = new EventSource(`/api/jobs/${id}/events`);
    const receive = (event: MessageEvent<string>) => {
      const job = jobDetailSchema.safeParse(JSON.parse(event.data));
      if (job.success) queryClient.setQueryData(jobKeys.detail(id), job.data);
    };
    const finish = (event: MessageEvent<string>) => {
      receive(event);
      source.close();
      setIsOpen(false);
      // One last look at what polling showed a moment ago: items, runs and the chain.
      void queryClient.invalidateQueries({ queryKey: jobKeys.all });
    };
    source.addEventListener("open", () => setIsOpen(true));
    source.addEventListener("error", () => setIsOpen(false));
    source.addEventListener("progress", receive);
    source.addEventListener("finished", finish);
    return () => {
      source.close();
      setIsOpen(false);
    };
  }, [id, isActive, queryClient]);

  return isOpen;
}
