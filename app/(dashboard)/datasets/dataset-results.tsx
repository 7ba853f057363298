"use client";

import { useQuery } from "@tanstack/react-query";
import { Database, LockKeyhole } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatCompact } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { datasetSearchQuery } from "./datasets.queries";
import { LicenceBadge } from "./licence-badge";

interface DatasetResultsProps {
  text: string;
  /** The text where it is the name of one dataset, which a search need not find. */
  name: string | null;
  onChoose: (dataset: string) => void;
}

export function DatasetResults({ text, name, onChoose }: DatasetResultsProps) {
  const { data, error, isPending, refetch } = useQuery(datasetSearchQuery(text));
  const hub = data && new URL(data.hub).host;
  return (
    <Panel
      title="Image datasets"
      description={hub ? `On ${hub}` : undefined}
      actions={name && <Button onClick={() => onChoose(name)}>Look at {shorten(name)}</Button>}
    >
      {isPending ? (
        <RowsSkeleton rows={5} label="Searching the hub" />
      ) : error && !data ? (
        <ErrorNotice error={error} title="The hub could not be searched" onRetry={() => refetch()} />
      ) : data.items.length === 0 ? (
        <EmptyState icon={Database} title="No image dataset has this in its name">
          A dataset can also be named directly: namespace/name.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-border">
          {data.items.map(({ id, licence, gated, downloads }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
              <button
                type="button"
                onClick={() => onChoose(id)}
                className="break-all rounded-sm text-left font-medium hover:underline"
              >
                {id}
              </button>
              <span className="flex flex-wrap items-center gap-2 text-muted text-sm">
                {gated && (
                  <Badge tone="warn">
                    <LockKeyhole aria-hidden /> Gated
                  </Badge>
                )}
                <LicenceBadge licence={licence} />
                <span className="tabular-nums">{formatCompact(downloads)} downloads</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const shorten = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);
