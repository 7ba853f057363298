"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ListX } from "lucide-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { ITEM_STATUS_LABELS, nameOfItem } from "@/components/jobs/job-labels";
import { StatusBadge } from "@/components/jobs/status-badge";
import { ChoiceChips } from "@/components/ui/choice-chips";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { ITEM_STATUSES, isFinished, type JobDetail, type JobItem } from "@/lib/contracts/jobs";
import { jobItemsQuery } from "../jobs.queries";

type ItemStatus = JobItem["status"];

export function JobItems({ job }: { job: JobDetail }) {
  const [status, setStatus] = useQueryState("items", parseAsStringLiteral(ITEM_STATUSES));
  return (
    <Panel title="Items" description="One line for each thing this job works on.">
      <ChoiceChips
        label="Item status"
        options={ITEM_STATUSES}
        value={status}
        describe={(option) => ITEM_STATUS_LABELS[option].label}
        anyLabel="All"
        onChange={setStatus}
      />
      <ItemRows job={job} status={status} />
    </Panel>
  );
}

function ItemRows({ job, status }: { job: JobDetail; status: ItemStatus | null }) {
  const query = useInfiniteQuery(jobItemsQuery(job.id, { status, isActive: !isFinished(job.status) }));
  if (query.isPending) return <RowsSkeleton rows={4} label="Loading items" />;
  if (query.error && !query.data)
    return <ErrorNotice error={query.error} onRetry={() => query.refetch()} className="mt-3" />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <EmptyState
        icon={ListX}
        title={status ? `No ${ITEM_STATUS_LABELS[status].label.toLowerCase()} items` : "No items yet"}
      >
        {status ? "Choose another status above." : "They appear as soon as the job knows what there is to do."}
      </EmptyState>
    );
  return (
    <>
      <ul aria-label="Items" className="mt-2 divide-y divide-border">
        {items.map((item) => (
          <ItemRow key={item.id} item={item} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}

function ItemRow({ item }: { item: JobItem }) {
  const name = <span className="[overflow-wrap:anywhere]">{nameOfItem(item)}</span>;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        {item.scene_id ? (
          <Link
            href={`/scenes/${item.scene_id}`}
            className="rounded-sm font-medium text-accent underline-offset-4 hover:underline"
          >
            {name}
          </Link>
        ) : (
          name
        )}
        {item.note && <p className="text-muted text-sm">{item.note}</p>}
        {item.error && (
          <p className="text-sm">
            <span className="font-semibold text-bad">{item.error.code}</span> {item.error.message}
          </p>
        )}
      </div>
      <StatusBadge status={item.status} />
    </li>
  );
}
