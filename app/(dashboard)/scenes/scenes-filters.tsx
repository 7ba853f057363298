"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { ChoiceChips } from "@/components/ui/choice-chips";
import { Input } from "@/components/ui/controls";
import { FilterSelect } from "@/components/ui/filter-select";
import { humanize } from "@/components/ui/format";
import { IMAGE_TYPES, SCENE_STATUSES } from "@/lib/contracts/scenes";
import { overviewQuery } from "../overview.queries";
import type { SceneFilters } from "./scenes.queries";

interface ScenesFiltersProps {
  filters: SceneFilters;
  onChange: (change: Partial<SceneFilters>) => void;
}

export function ScenesFilters({ filters, onChange }: ScenesFiltersProps) {
  return (
    <search className="mb-5 flex flex-wrap items-center gap-3">
      <ChoiceChips
        label="Image type"
        options={IMAGE_TYPES}
        value={filters.image_type}
        describe={humanize}
        anyLabel="All"
        onChange={(image_type) => onChange({ image_type })}
        className="w-full lg:w-auto"
      />
      <div className="grid flex-1 grid-cols-2 gap-3 sm:flex sm:flex-wrap lg:justify-end">
        <RoomSelect value={filters.room_type} onChange={(room_type) => onChange({ room_type })} />
        <FilterSelect
          label="Status"
          value={filters.status}
          options={SCENE_STATUSES}
          describe={humanize}
          anyLabel="Any status"
          onChange={(status) => onChange({ status })}
        />
        <div className="relative col-span-2 sm:w-60">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
          />
          <Input
            type="search"
            aria-label="Words of title or description"
            placeholder="Title or description"
            maxLength={200}
            value={filters.text ?? ""}
            onChange={(event) => onChange({ text: event.target.value || null })}
            className="pl-9"
          />
        </div>
      </div>
    </search>
  );
}

/** Rooms that occur in the dataset; a room of the URL stays choosable although none has it now. */
function RoomSelect({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { data } = useQuery(overviewQuery());
  const rooms = new Set([...(data?.room_types.map(({ label }) => label) ?? []), ...(value ? [value] : [])]);
  return (
    <FilterSelect
      label="Room"
      value={value}
      options={[...rooms]}
      describe={humanize}
      anyLabel="Any room"
      onChange={onChange}
    />
  );
}
