"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { FormDialog } from "@/components/ui/form-dialog";
import { ErrorNotice } from "@/components/ui/states";
import type { SavedFilter } from "@/lib/contracts/job-control";
import { fromApiFilter, isFiltered, type JobFilters, toApiFilter } from "./job-filters";
import { deleteSavedFilter, jobKeys, savedFiltersQuery, saveFilter } from "./jobs.queries";

interface SavedFiltersProps {
  filters: JobFilters;
  onApply: (filters: JobFilters) => void;
}

/** What this person looks at often, one press away; the filters in use can be added under a name. */
export function SavedFilters({ filters, onApply }: SavedFiltersProps) {
  const { data, error, refetch } = useQuery(savedFiltersQuery());
  const saved = data?.items ?? [];
  const isUsed = isFiltered(filters);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => refetch()} className="mx-4 my-2" />;
  if (saved.length === 0 && !isUsed) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-border border-b px-4 py-2 sm:px-5">
      <ul aria-label="Saved filters" className="flex flex-wrap gap-2">
        {saved.map((filter) => (
          <li key={filter.id}>
            <SavedFilterChip filter={filter} onApply={() => onApply(fromApiFilter(filter.query))} />
          </li>
        ))}
      </ul>
      {isUsed && <SaveFilter filters={filters} />}
    </div>
  );
}

function SavedFilterChip({ filter, onApply }: { filter: SavedFilter; onApply: () => void }) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteSavedFilter(filter.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: jobKeys.saved() }),
  });
  return (
    <span className="inline-flex h-8 items-center rounded-full border border-border">
      <button
        type="button"
        onClick={onApply}
        className="h-full rounded-l-full pr-1 pl-3 font-medium text-muted text-sm hover:bg-hover hover:text-ink"
      >
        {filter.name}
      </button>
      <button
        type="button"
        aria-label={`Delete the saved filter ${filter.name}`}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
        className="grid h-full place-items-center rounded-r-full pr-2.5 pl-1 text-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

function SaveFilter({ filters }: { filters: JobFilters }) {
  const [isOpen, setIsOpen] = useState(false);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (name: string) => saveFilter(name, toApiFilter(filters)),
    onSuccess: () => {
      setIsOpen(false);
      return queryClient.invalidateQueries({ queryKey: jobKeys.saved() });
    },
  });
  return (
    <FormDialog
      trigger={
        <Button variant="ghost" size="sm">
          <Bookmark aria-hidden /> Save this filter
        </Button>
      }
      title="Save this filter"
      description="Only you see it. A name that is there already gets the new filter."
      submitLabel="Save"
      isPending={save.isPending}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      onSubmit={(form) => save.mutate(String(form.get("name") ?? ""))}
    >
      <Input name="name" aria-label="Name" maxLength={60} required autoComplete="off" placeholder="Failed imports" />
      {save.error && <ErrorNotice error={save.error} title="It was not saved" />}
    </FormDialog>
  );
}
