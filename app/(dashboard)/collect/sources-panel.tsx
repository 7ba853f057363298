"use client";

import { useQuery } from "@tanstack/react-query";
import { PermissionNote } from "@/components/sources/permission-note";
import { sourcesQuery } from "@/components/sources/sources.queries";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";

/** Where pictures can come from, on what terms, and why one is off. */
export function SourcesPanel({ isAdmin }: { isAdmin: boolean }) {
  const { data, error, isPending, refetch } = useQuery(sourcesQuery());
  return (
    <Panel title="Sources" description="What each allows, as its own terms say it.">
      {isPending && <RowsSkeleton rows={4} label="Loading sources" />}
      {error && !data && <ErrorNotice error={error} onRetry={() => refetch()} />}
      {data && (
        <ul className="divide-y divide-border">
          {data.items.map((source) => (
            <li key={source.id} className="flex flex-col gap-1 py-3 first:pt-1 last:pb-1">
              <div className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{source.name}</span>
                <Badge tone={source.enabled ? "ok" : "warn"}>{source.enabled ? "On" : "Off"}</Badge>
                {source.terms_url && (
                  <a href={source.terms_url} rel="noreferrer" target="_blank" className="text-accent text-sm underline">
                    Terms of {source.name}
                  </a>
                )}
              </div>
              <p className="text-muted text-sm">{source.reason ?? source.licence_note}</p>
              <PermissionNote source={source} isAdmin={isAdmin} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
