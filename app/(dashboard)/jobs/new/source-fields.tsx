"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FormProblem } from "@/components/api/problem-error";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { humanize } from "@/components/ui/format";
import { ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import { type FormDefaults, textDefault } from "./form-defaults";
import { sourcesQuery } from "./start.queries";

/** The source, and the rooms it can tell apart; a source that cannot has no choice of rooms. */
interface SourceFieldsProps {
  errors: FormProblem["byField"];
  defaults: FormDefaults;
}

export function SourceFields({ errors, defaults }: SourceFieldsProps) {
  const { data, error, isPending, refetch } = useQuery(sourcesQuery());
  const [chosenId, setChosenId] = useState<string | null>(textDefault(defaults, "source") || null);
  if (isPending)
    return (
      <LoadingRegion label="Loading sources">
        <Skeleton className="h-16" />
      </LoadingRegion>
    );
  if (error && !data)
    return <ErrorNotice error={error} title="Sources could not be loaded" onRetry={() => refetch()} />;
  const source = data.items.find(({ id, is_default }) => (chosenId ? id === chosenId : is_default)) ?? data.items[0];
  if (!source) return <p className="text-muted">No source is set up on this server.</p>;
  return (
    <>
      <Field label="Source" error={errors.source}>
        {(control) => (
          <Select {...control} name="source" value={source.id} onChange={(event) => setChosenId(event.target.value)}>
            {data.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {source.room_types && (
        <RoomChoice
          key={source.id}
          rooms={source.room_types}
          chosen={Array.isArray(defaults.room_types) ? defaults.room_types : []}
          error={errors.room_types}
        />
      )}
    </>
  );
}

interface RoomChoiceProps {
  rooms: string[];
  chosen: unknown[];
  error: string | undefined;
}

function RoomChoice({ rooms, chosen, error }: RoomChoiceProps) {
  return (
    <fieldset aria-describedby={error ? "rooms-error" : undefined}>
      <legend className="mb-1.5 font-medium">Rooms</legend>
      <div className="flex flex-wrap gap-2">
        {rooms.map((room) => (
          <label
            key={room}
            className="cursor-pointer rounded-full border border-border px-3 py-1 text-muted text-sm hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
          >
            <input
              type="checkbox"
              name="room_types"
              value={room}
              defaultChecked={chosen.includes(room)}
              className="sr-only"
            />
            {humanize(room)}
          </label>
        ))}
      </div>
      <p className="mt-1.5 text-muted text-sm">None chosen means all of them.</p>
      {error && (
        <p id="rooms-error" className="mt-1.5 font-medium text-bad text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
