"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import type { BulkRequest } from "@/lib/contracts/job-control";
import { BulkDialog } from "./bulk-dialog";
import { isFiltered, type JobFilters, toApiFilter } from "./job-filters";

interface BulkActionsProps {
  filters: JobFilters;
  selected: ReadonlySet<string>;
  onClear: () => void;
}

/** Acts on the jobs that are ticked, or on all that meet the filters, shown or not. */
export function BulkActions({ filters, selected, onClear }: BulkActionsProps) {
  const [action, setAction] = useState<BulkRequest["action"] | null>(null);
  const isSelection = selected.size > 0;
  if (!isSelection && !isFiltered(filters)) return null;
  const filter = isSelection ? { ids: [...selected] } : toApiFilter(filters);
  return (
    <section
      aria-label="Bulk actions"
      className="flex flex-wrap items-center gap-2 border-border border-b bg-sunken/50 px-4 py-2 text-sm sm:px-5"
    >
      <span aria-live="polite" className="mr-auto text-muted">
        {isSelection ? `${formatCount(selected.size)} selected` : "All jobs that meet these filters"}
      </span>
      {isSelection && (
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear selection
        </Button>
      )}
      <Button size="sm" onClick={() => setAction("retry")}>
        Retry…
      </Button>
      <Button size="sm" variant="danger" onClick={() => setAction("cancel")}>
        Cancel…
      </Button>
      {action && (
        <BulkDialog
          action={action}
          filter={filter}
          onClose={(isDone) => {
            setAction(null);
            if (isDone) onClear();
          }}
        />
      )}
    </section>
  );
}
