"use client";

import { useQuery } from "@tanstack/react-query";
import { Server } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import type { Worker } from "@/lib/contracts/workers";
import { WorkerRow } from "./worker-row";
import { workersQuery } from "./workers.queries";

export function WorkersView({ isAdmin }: { isAdmin: boolean }) {
  const { data, error, isPending, refetch } = useQuery(workersQuery());
  if (isPending) return <RowsSkeleton rows={4} label="Loading the workers" />;
  if (error && !data)
    return <ErrorNotice error={error} title="The workers could not be loaded" onRetry={() => refetch()} />;
  const of = (kind: Worker["kind"]) => data.items.filter((worker) => worker.kind === kind);
  return (
    <div className="flex flex-col gap-5">
      <WorkerGroup title="GPU workers" workers={of("gpu-worker")} isAdmin={isAdmin}>
        Name the GPU workers in GPU_WORKER_URLS, and the app finds them within 15 seconds.
      </WorkerGroup>
      <WorkerGroup title="App instances" workers={of("app")} isAdmin={isAdmin}>
        An instance says every 15 seconds that it lives. Where the app runs without timers, as on a serverless host,
        none is listed.
      </WorkerGroup>
    </div>
  );
}

interface WorkerGroupProps {
  title: string;
  workers: Worker[];
  isAdmin: boolean;
  children: string;
}

function WorkerGroup({ title, workers, isAdmin, children }: WorkerGroupProps) {
  return (
    <Panel title={title}>
      {workers.length === 0 ? (
        <EmptyState icon={Server} title="None is known">
          {children}
        </EmptyState>
      ) : (
        <ul aria-label={title} className="divide-y divide-border">
          {workers.map((worker) => (
            <li key={worker.id} className="py-4 first:pt-1 last:pb-0">
              <WorkerRow worker={worker} isAdmin={isAdmin} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
