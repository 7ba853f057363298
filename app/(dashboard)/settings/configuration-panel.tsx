"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import type { Settings } from "@/lib/contracts/identity";
import { configurationQuery } from "./settings.queries";

/** Read only: the environment decides, so that every app instance and worker agrees. */
export function ConfigurationPanel() {
  const { data, error, isPending, refetch } = useQuery(configurationQuery);
  if (isPending) return <RowsSkeleton rows={8} label="Loading the configuration" />;
  if (error && !data) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  return (
    <>
      <p className="mb-4 max-w-prose text-muted">
        What is in effect. To change a value, set the variable beside it in the environment of every app instance and
        restart them.
      </p>
      <div className="grid gap-5 lg:grid-cols-2">
        {data.groups.map((group) => (
          <Panel key={group.name} title={group.name}>
            <dl className="divide-y divide-border">
              {group.entries.map((entry) => (
                <Entry key={entry.label} entry={entry} />
              ))}
            </dl>
          </Panel>
        ))}
      </div>
    </>
  );
}

function Entry({ entry }: { entry: Settings["groups"][number]["entries"][number] }) {
  return (
    <div className="py-2">
      <dt className="text-muted text-sm">{entry.label}</dt>
      <dd className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 break-all font-medium">{entry.value}</span>
        <span className="flex min-w-0 items-center gap-2">
          {entry.variable && entry.variable !== entry.label && (
            <code className="break-all font-mono text-muted text-xs">{entry.variable}</code>
          )}
          {!entry.is_default && <Badge tone="accent">set</Badge>}
        </span>
      </dd>
    </div>
  );
}
