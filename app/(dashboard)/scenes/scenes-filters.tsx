"use client";

import { useQuery } from "@tanstack/react-query";
import { ChoiceChips } from "@/components/ui/choice-chips";
import { FilterSelect } from "@/components/ui/filter-select";
import { humanize } from "@/components/ui/format";
import { SearchInput } from "@/components/ui/search-input";
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
        <SearchInput
          aria-label="Words of title or description"
          placeholder="Title or description"
          value={filters.text ?? ""}
          onChange={(event) => onChange({ text: event.target.value || null })}
          className="col-span-2 sm:w-60"
        />
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
