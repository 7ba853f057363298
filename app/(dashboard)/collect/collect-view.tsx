"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Globe } from "lucide-react";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { crawlListQuery } from "./collect.queries";
import { CrawlCard } from "./crawl-card";
import { SourcesPanel } from "./sources-panel";
import { TakedownsPanel } from "./takedowns-panel";

export function CollectView({ canWork, isAdmin }: { canWork: boolean; isAdmin: boolean }) {
  return (
    <div className="flex flex-col gap-5">
      <Panel title="Crawls" description="Newest first. One under way renews itself here.">
        <CrawlRows canWork={canWork} />
      </Panel>
      <SourcesPanel isAdmin={isAdmin} />
      {isAdmin && <TakedownsPanel />}
    </div>
  );
}

function CrawlRows({ canWork }: { canWork: boolean }) {
  const query = useInfiniteQuery(crawlListQuery());
  if (query.isPending) return <RowsSkeleton rows={3} label="Loading crawls" />;
  if (query.error && !query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const crawls = query.data.pages.flatMap((page) => page.items);
  if (crawls.length === 0) {
    return (
      <EmptyState icon={Globe} title="No crawl yet">
        A crawl reads the pages of a source and takes in the pictures it may.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="divide-y divide-border">
        {crawls.map((crawl) => (
          <li key={crawl.id} className="py-4 first:pt-1 last:pb-1">
            <CrawlCard crawl={crawl} canWork={canWork} />
          </li>
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}
