"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Badge } from "@/components/ui/badge";
import { ChoiceChips } from "@/components/ui/choice-chips";
import { humanize } from "@/components/ui/format";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { Alert } from "@/lib/contracts/alerts";
import { alertListQuery } from "./alerts.queries";

const STATES = ["open", "resolved"] as const;

export function AlertList() {
  const [state, setState] = useQueryState("state", parseAsStringLiteral(STATES).withDefault("open"));
  return (
    <Panel
      title={state === "open" ? "Open alerts" : "Resolved alerts"}
      actions={<ChoiceChips label="State" value={state} options={STATES} describe={humanize} onChange={setState} />}
    >
      <AlertRows state={state} />
    </Panel>
  );
}

function AlertRows({ state }: { state: Alert["state"] }) {
  const query = useInfiniteQuery(alertListQuery(state));
  if (query.isPending) return <RowsSkeleton rows={3} label="Loading alerts" />;
  if (query.error && !query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const alerts = query.data.pages.flatMap((page) => page.items);
  if (alerts.length === 0)
    return (
      <EmptyState icon={BellOff} title={state === "open" ? "Nothing is wrong right now" : "No alert has ended yet"} />
    );
  return (
    <>
      <ul aria-label="Alerts" className="divide-y divide-border">
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}

function AlertRow({ alert }: { alert: Alert }) {
  const isOpen = alert.state === "open";
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <Badge tone={isOpen ? "bad" : "neutral"}>{isOpen ? "Open" : "Resolved"}</Badge> {alert.rule_name}
        </p>
        <p className="break-words text-muted text-sm">{alert.summary}</p>
      </div>
      <p className="shrink-0 text-muted text-sm">
        since <RelativeTime value={alert.created_at} />
        {alert.resolved_at && (
          <>
            , over <RelativeTime value={alert.resolved_at} />
          </>
        )}
      </p>
    </li>
  );
}
