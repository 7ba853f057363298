"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { ChoiceChips } from "@/components/ui/choice-chips";
import { ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import { QUEUE_WINDOWS, type QueueWindow } from "@/lib/contracts/queues";
import { QueueCard } from "./queue-card";
import { queuesQuery } from "./queues.queries";
import { queueSearch } from "./queues.search";

const WINDOW_LABELS: Record<QueueWindow, string> = { "15m": "15 minutes", "1h": "1 hour", "24h": "24 hours" };

export function QueuesView({ isAdmin }: { isAdmin: boolean }) {
  const [{ window }, setSearch] = useQueryStates(queueSearch);
  const { data, error, isPending, refetch } = useQuery(queuesQuery(window));
  return (
    <section aria-label="Queues" className="flex flex-col gap-4">
      <ChoiceChips
        label="Figures over the last"
        options={QUEUE_WINDOWS}
        value={window}
        describe={(each) => WINDOW_LABELS[each]}
        onChange={(each) => setSearch({ window: each })}
      />
      {isPending && <QueuesSkeleton />}
      {error && !data && <ErrorNotice error={error} title="The queues could not be loaded" onRetry={() => refetch()} />}
      {data && (
        <ul className="grid gap-4 xl:grid-cols-2">
          {data.items.map((queue) => (
            <li key={queue.name} className="min-w-0">
              <QueueCard queue={queue} windowLabel={WINDOW_LABELS[data.window]} isAdmin={isAdmin} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function QueuesSkeleton() {
  return (
    <LoadingRegion label="Loading the queues" className="grid gap-4 xl:grid-cols-2">
      {["a", "b", "c", "d"].map((key) => (
        <Skeleton key={key} className="h-64" />
      ))}
    </LoadingRegion>
  );
}
