"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FormProblem } from "@/components/api/problem-error";
import { PermissionNote } from "@/components/sources/permission-note";
import { sourcesQuery } from "@/components/sources/sources.queries";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import type { Source } from "@/lib/contracts/sources";
import { ChipChoice } from "./chip-choice";
import { type FormDefaults, textDefault } from "./form-defaults";
import { OptionFields } from "./option-fields";
import { sessionQuery } from "./start.queries";

interface SourceFieldsProps {
  errors: FormProblem["byField"];
  defaults: FormDefaults;
}

/** The source with its terms, and what can be asked of it. */
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
  const copied = source.id === defaults.source ? defaults : {};
  return (
    <>
      <Field label="Source" hint={source.terms} error={errors.source}>
        {(control) => (
          <Select {...control} name="source" value={source.id} onChange={(event) => setChosenId(event.target.value)}>
            {data.items.map(({ id, name, enabled }) => (
              <option key={id} value={id}>
                {enabled ? name : `${name} (off)`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {source.enabled ? <p className="text-muted text-sm">{source.licence_note}</p> : <SourceOff source={source} />}
      {source.room_types && (
        <ChipChoice
          key={source.id}
          legend="Rooms"
          hint="None chosen means all of them."
          name="room_types"
          choices={source.room_types.map((room) => ({ value: room, label: room }))}
          chosen={Array.isArray(copied.room_types) ? copied.room_types : []}
          error={errors.room_types}
        />
      )}
      <OptionFields key={`${source.id} options`} source={source} errors={errors} defaults={optionsIn(copied)} />
    </>
  );
}

const optionsIn = ({ options }: FormDefaults): FormDefaults =>
  typeof options === "object" && options !== null ? (options as FormDefaults) : {};

/** Why a source cannot be used, and, for who may, the way to change that. */
function SourceOff({ source }: { source: Source }) {
  const { data: session } = useQuery(sessionQuery());
  return (
    <div className="flex flex-col items-start gap-3 rounded-md border border-border bg-surface p-3">
      <p>
        <span className="font-medium">{source.name} is off.</span> {source.reason}
      </p>
      <PermissionNote source={source} isAdmin={session?.role === "admin"} />
    </div>
  );
}
