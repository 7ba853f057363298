"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, ChevronDown, Play, Square } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { StatusBadge } from "@/components/jobs/status-badge";
import { Button } from "@/components/ui/button";
import { formatCount, humanize } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { Crawl } from "@/lib/contracts/crawls";
import { collectKeys, resumeCrawl, stopCrawl } from "./collect.queries";
import { CrawlHosts } from "./crawl-hosts";
import { reasonLabel } from "./yield-labels";

/** One crawl: how it stands, what came of it and why the rest did not, and its hosts when asked for. */
export function CrawlCard({ crawl, canWork }: { crawl: Crawl; canWork: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <article aria-label={`Crawl of ${crawl.source}`} className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={`/jobs/${crawl.id}`} className="font-semibold hover:underline">
            {humanize(crawl.source)}
          </Link>
          <StatusBadge status={crawl.status} />
          <RelativeTime value={crawl.created_at} className="text-muted text-sm" />
        </div>
        {canWork && <CrawlActions crawl={crawl} />}
      </header>
      {crawl.error && <p className="text-bad text-sm">{crawl.error.message}</p>}
      {crawl.blocked.map(({ host, reason }) => (
        <p key={host} className="flex items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
          <Ban aria-hidden className="size-4 shrink-0 text-warn" />
          <span>
            <strong>{host}</strong> is left alone: {reason}.
          </span>
        </p>
      ))}
      <YieldFigures crawl={crawl} />
      <Button
        size="sm"
        className="self-start"
        aria-expanded={isOpen}
        aria-controls={`hosts-${crawl.id}`}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronDown aria-hidden className={isOpen ? "rotate-180" : undefined} /> Hosts
      </Button>
      <div id={`hosts-${crawl.id}`} hidden={!isOpen}>
        {isOpen && <CrawlHosts crawl={crawl} />}
      </div>
    </article>
  );
}

function CrawlActions({ crawl }: { crawl: Crawl }) {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: collectKeys.crawls });
  const stop = useMutation({ mutationFn: stopCrawl, onSuccess });
  const resume = useMutation({ mutationFn: resumeCrawl, onSuccess });
  const error = stop.error ?? resume.error;
  return (
    <div className="flex flex-col items-end gap-2">
      {crawl.can_stop && (
        <Button size="sm" disabled={stop.isPending} onClick={() => stop.mutate(crawl.id)}>
          <Square aria-hidden /> Stop
        </Button>
      )}
      {crawl.can_resume && (
        <Button size="sm" disabled={resume.isPending} onClick={() => resume.mutate(crawl.id)}>
          <Play aria-hidden /> Resume
        </Button>
      )}
      {error && <ErrorNotice error={error} title="That did not work" />}
    </div>
  );
}

function YieldFigures({ crawl: { yield: came } }: { crawl: Crawl }) {
  const figures = [
    { label: "Found", value: came.found, by: [] },
    { label: "New", value: came.new, by: [] },
    { label: "Duplicate", value: came.duplicate, by: came.duplicate_by },
    { label: "Refused", value: came.refused, by: came.refused_by },
    { label: "Failed", value: came.failed, by: came.failed_by },
    { label: "Pages", value: came.pages.reduce((sum, { count }) => sum + count, 0), by: came.pages },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3 xl:grid-cols-6">
      {figures.map(({ label, value, by }) => (
        <div key={label} className="min-w-0">
          <dt className="text-muted text-sm">{label}</dt>
          <dd>
            <span className="font-semibold text-lg tabular-nums">{formatCount(value)}</span>
            {by.length > 0 && (
              <ul className="text-muted text-sm">
                {by.map(({ reason, count }) => (
                  <li key={reason}>
                    {formatCount(count)} {reasonLabel(reason)}
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
