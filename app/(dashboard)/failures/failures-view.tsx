"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { JOB_KIND_LABELS } from "@/components/jobs/job-labels";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { LoadMore } from "@/components/ui/load-more";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { FailureGroup } from "@/lib/contracts/failures";
import { DiscardDialog } from "./discard-dialog";
import { CLASS_LABELS, describeCounts } from "./failure-labels";
import { type Choice, type FailureFilters, failureListQuery } from "./failures.queries";
import { failureSearch } from "./failures.search";
import { FailuresFilters } from "./failures-filters";
import { ReplayDialog } from "./replay-dialog";

export function FailuresView({ canWrite }: { canWrite: boolean }) {
  const [filters, setFilters] = useQueryStates(failureSearch);
  return (
    <section aria-label="Failures" className="rounded-lg border border-border bg-surface shadow-raised">
      <FailuresFilters filters={filters} onChange={setFilters} />
      {filters.job && <OfJob id={filters.job} onClear={() => setFilters({ job: null })} />}
      <div className="px-4 py-1 sm:px-5">
        <FailureRows filters={filters} canWrite={canWrite} onReset={() => setFilters(null)} />
      </div>
    </section>
  );
}

function OfJob({ id, onClear }: { id: string; onClear: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-border border-b bg-sunken/50 px-4 py-2 text-sm sm:px-5">
      <p className="text-muted">
        Only of{" "}
        <Link href={`/jobs/${id}`} className="text-accent underline underline-offset-4">
          one job
        </Link>
      </p>
      <Button variant="ghost" size="sm" onClick={onClear}>
        Show those of all jobs
      </Button>
    </div>
  );
}

interface FailureRowsProps {
  filters: FailureFilters;
  canWrite: boolean;
  onReset: () => void;
}

function FailureRows({ filters, canWrite, onReset }: FailureRowsProps) {
  const [isReplaying, setIsReplaying] = useState(false);
  const query = useInfiniteQuery(failureListQuery(filters, isReplaying));
  if (query.isPending) return <RowsSkeleton rows={6} label="Loading failures" />;
  if (query.error && !query.data)
    return <ErrorNotice error={query.error} onRetry={() => query.refetch()} className="my-4" />;
  const groups = query.data.pages.flatMap((page) => page.items);
  if (groups.length === 0) return <NoFailures isFiltered={Object.values(filters).some(Boolean)} onReset={onReset} />;
  const canAct = canWrite && filters.state === null;
  return (
    <>
      {canAct && <BulkActions filters={filters} onReplaying={setIsReplaying} />}
      <ul aria-label="Causes" className="divide-y divide-border">
        {groups.map((group) => (
          <FailureRow key={group.fingerprint} group={group} canAct={canAct} onReplaying={setIsReplaying} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}

/** For everything open that the filters show, also on pages not loaded yet. */
function BulkActions({ filters, onReplaying }: { filters: FailureFilters; onReplaying: (isOpen: boolean) => void }) {
  const { class: name, kind, job, text } = filters;
  const filter = { class: name ?? undefined, kind: kind ?? undefined, job: job ?? undefined, text: text ?? undefined };
  const choice: Choice = { filter };
  const what = Object.values(filter).some(Boolean) ? "everything these filters show" : "everything open";
  return (
    <div className="flex flex-wrap gap-2 py-3">
      <ReplayDialog
        choice={choice}
        what={what}
        trigger={<Button size="sm">Replay {what}</Button>}
        onOpenChange={onReplaying}
      />
      <DiscardDialog
        choice={choice}
        what={what}
        trigger={
          <Button size="sm" variant="ghost">
            Discard {what}
          </Button>
        }
      />
    </div>
  );
}

interface FailureRowProps {
  group: FailureGroup;
  canAct: boolean;
  onReplaying: (isOpen: boolean) => void;
}

function FailureRow({ group, canAct, onReplaying }: FailureRowProps) {
  const { label, tone } = CLASS_LABELS[group.class];
  const choice: Choice = { fingerprint: group.fingerprint };
  const where = group.kind ? JOB_KIND_LABELS[group.kind].label : group.function_id;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <Link
          href={`/failures/${group.fingerprint}`}
          className="line-clamp-2 break-words font-medium hover:underline"
          title={group.message}
        >
          {group.message || group.code}
        </Link>
        <p className="mt-0.5 text-muted text-sm">
          {[where, group.code, describeCounts(group)].filter(Boolean).join(" · ")}
        </p>
      </div>
      <Badge tone={tone}>{label}</Badge>
      <p className="text-muted text-sm">
        Last <RelativeTime value={group.last_seen_at} />
      </p>
      {canAct && (
        <div className="flex gap-2">
          <ReplayDialog
            choice={choice}
            what="this cause"
            onOpenChange={onReplaying}
            trigger={
              <Button size="sm" aria-label={`Replay ${group.message || group.code}`}>
                Replay
              </Button>
            }
          />
          <DiscardDialog
            choice={choice}
            what="this cause"
            trigger={
              <Button size="sm" variant="ghost" aria-label={`Discard ${group.message || group.code}`}>
                Discard
              </Button>
            }
          />
        </div>
      )}
    </li>
  );
}

function NoFailures({ isFiltered, onReset }: { isFiltered: boolean; onReset: () => void }) {
  if (isFiltered)
    return (
      <EmptyState
        icon={CircleCheck}
        title="No failure matches these filters"
        action={<Button onClick={onReset}>Show what is open</Button>}
      />
    );
  return (
    <EmptyState icon={CircleCheck} title="Nothing is open">
      Items that fail and runs that are given up stand here by cause, until they are replayed or discarded.
    </EmptyState>
  );
}
