"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { LoadMore } from "@/components/ui/load-more";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { type AuditFilters, auditListQuery } from "./audit.queries";
import { auditSearch } from "./audit.search";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditEntryRow } from "./audit-row";

export function AuditView() {
  const [filters, setFilters] = useQueryStates(auditSearch);
  return (
    <section aria-label="Audit log" className="rounded-lg border border-border bg-surface shadow-raised">
      <AuditFilterBar filters={filters} onChange={setFilters} />
      <div className="px-4 py-1 sm:px-5">
        <AuditRows filters={filters} onFilter={setFilters} onReset={() => setFilters(null)} />
      </div>
    </section>
  );
}

interface AuditRowsProps {
  filters: AuditFilters;
  onFilter: (change: Partial<AuditFilters>) => void;
  onReset: () => void;
}

function AuditRows({ filters, onFilter, onReset }: AuditRowsProps) {
  const query = useInfiniteQuery(auditListQuery(filters));
  if (query.isPending) return <RowsSkeleton rows={8} label="Loading the audit log" />;
  if (query.error && !query.data)
    return <ErrorNotice error={query.error} onRetry={() => query.refetch()} className="my-4" />;
  const rows = query.data.pages.flatMap((page) => page.items);
  if (rows.length === 0)
    return Object.values(filters).some(Boolean) ? (
      <EmptyState
        icon={ScrollText}
        title="Nothing in the log matches these filters"
        action={<Button onClick={onReset}>Show everything</Button>}
      />
    ) : (
      <EmptyState icon={ScrollText} title="Nothing was changed yet">
        The first change that anybody makes stands here.
      </EmptyState>
    );
  return (
    <>
      <ul aria-label="Audit log" className="divide-y divide-border">
        {rows.map((row) => (
          <AuditEntryRow key={row.id} row={row} onFilter={onFilter} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}
