"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { failureItemsQuery } from "../failures.queries";

/** Items that stand as failed of this cause now. */
export function FailureItems({ id }: { id: string }) {
  const query = useInfiniteQuery(failureItemsQuery(id));
  return (
    <Panel title="Items" description="Those that stand as failed now.">
      {query.isPending && <RowsSkeleton rows={3} label="Loading items" />}
      {query.error && !query.data && <ErrorNotice error={query.error} onRetry={() => query.refetch()} />}
      {query.data?.pages[0]?.items.length === 0 && <p className="text-muted">None: they run again, or are done.</p>}
      <ul className="divide-y divide-border">
        {query.data?.pages
          .flatMap((page) => page.items)
          .map((item) => (
            <li key={item.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <div className="min-w-0 flex-1 basis-60">
                <p className="font-mono text-xs [overflow-wrap:anywhere]">{addressOf(item.payload) ?? item.item_key}</p>
                <p className="break-words text-muted text-sm">{item.error?.message}</p>
              </div>
              {item.is_poison && <Badge tone="bad">Poison</Badge>}
              {item.discard_reason && <Badge>Discarded: {item.discard_reason}</Badge>}
              <Link href={`/jobs/${item.job_id}`} className="text-accent text-sm hover:underline">
                Job
              </Link>
            </li>
          ))}
      </ul>
      <LoadMore query={query} />
    </Panel>
  );
}

/** The address an item stands for, of those that have one. */
function addressOf(payload: unknown): string | null {
  if (typeof payload !== "object" || payload === null) return null;
  const { pageUrl, url } = payload as { pageUrl?: unknown; url?: unknown };
  return [pageUrl, url].find((each) => typeof each === "string") ?? null;
}
