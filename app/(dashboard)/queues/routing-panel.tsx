"use client";

import { useQuery } from "@tanstack/react-query";
import { QUEUE_LABELS } from "@/components/jobs/job-labels";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import type { QueueRouting } from "@/lib/contracts/queues";
import { routingQuery } from "./queues.queries";
import { RoutingDrawing } from "./routing-drawing";

/** Event → function → queue → worker, drawn, and as a table for those who read rather than look. */
export function RoutingPanel() {
  const { data, error, isPending, refetch } = useQuery(routingQuery());
  return (
    <Panel title="What goes where" description="Which event runs which function, on which queue, and what computes it.">
      {isPending && (
        <LoadingRegion label="Loading the routing">
          <Skeleton className="h-96" />
        </LoadingRegion>
      )}
      {error && !data && (
        <ErrorNotice error={error} title="The routing could not be loaded" onRetry={() => refetch()} />
      )}
      {data && (
        <>
          <RoutingDrawing routes={data.routes} />
          <details className="mt-4">
            <summary className="rounded-sm font-medium text-accent text-sm">As a table</summary>
            <RoutingTable routes={data.routes} />
          </details>
        </>
      )}
    </Panel>
  );
}

function RoutingTable({ routes }: QueueRouting) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable with the keyboard
    <section className="mt-3 overflow-x-auto" aria-label="Routing" tabIndex={0}>
      <table className="w-full min-w-2xl text-left text-sm">
        <thead className="text-muted">
          <tr>
            {["Event", "Only if", "Function", "Queue", "Worker"].map((title) => (
              <th key={title} scope="col" className="py-1.5 pr-4 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-border">
          {routes.map((route) => (
            <tr key={`${route.function} ${route.trigger}`}>
              <td className="py-1.5 pr-4 font-mono text-xs">{route.trigger}</td>
              <td className="py-1.5 pr-4 font-mono text-xs">{route.condition ?? "–"}</td>
              <td className="py-1.5 pr-4 font-mono text-xs">{route.function}</td>
              <td className="py-1.5 pr-4">{route.queue ? QUEUE_LABELS[route.queue] : "–"}</td>
              <td className="py-1.5">{route.worker}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
