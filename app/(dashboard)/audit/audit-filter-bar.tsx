"use client";

import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { FilterSelect } from "@/components/ui/filter-select";
import { type AuditFilters, auditActionsQuery } from "./audit.queries";
import { SPANS, type Span } from "./audit.search";

const SPAN_LABELS: Record<Span, string> = { 1: "Last 24 hours", 7: "Last 7 days", 30: "Last 30 days" };

interface AuditFilterBarProps {
  filters: AuditFilters;
  onChange: (change: Partial<AuditFilters>) => void;
}

export function AuditFilterBar({ filters, onChange }: AuditFilterBarProps) {
  const { data } = useQuery(auditActionsQuery);
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const textOf = (name: string) => String(form.get(name) ?? "").trim() || null;
    onChange({ actor: textOf("actor"), subject: textOf("subject") });
  };
  return (
    <form
      // A filter set elsewhere, by a row or a link, shows in the fields too.
      key={`${filters.actor} ${filters.subject}`}
      aria-label="Filters"
      onSubmit={handleSubmit}
      className="grid grid-cols-2 gap-3 border-border border-b px-4 py-3 sm:flex sm:flex-wrap sm:px-5"
    >
      <Input
        name="actor"
        aria-label="Who: e-mail address, name of a key, or id"
        placeholder="Who"
        defaultValue={filters.actor ?? ""}
        className="min-w-0 sm:w-52"
      />
      <Input
        name="subject"
        aria-label="Id of what was changed"
        placeholder="Id of what"
        defaultValue={filters.subject ?? ""}
        className="min-w-0 sm:w-52"
      />
      <FilterSelect
        label="Action"
        value={filters.action}
        options={data?.items ?? (filters.action ? [filters.action] : [])}
        describe={(action) => action}
        anyLabel="Any action"
        onChange={(action) => onChange({ action })}
      />
      <FilterSelect
        label="Time"
        value={filters.days}
        options={SPANS}
        describe={(span) => SPAN_LABELS[span]}
        anyLabel="Any time"
        onChange={(span) => onChange({ days: span })}
      />
      <Button type="submit">Show</Button>
    </form>
  );
}
