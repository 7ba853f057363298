"use client";

import { useQuery } from "@tanstack/react-query";
import { BrainCircuit } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { humanize } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import type { Models } from "@/lib/contracts/identity";
import { modelsQuery } from "./settings.queries";

export function ModelsPanel() {
  return (
    <Panel title="Models" description="As the GPU workers that answer report them.">
      <ModelsList />
    </Panel>
  );
}

function ModelsList() {
  const { data, error, isPending, refetch } = useQuery(modelsQuery);
  if (isPending) return <RowsSkeleton rows={4} label="Loading models" />;
  if (error && !data) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  return (
    <>
      {data.unreachable.length > 0 && (
        <p className="mb-3 rounded-md bg-warn-soft px-4 py-2.5 text-sm text-warn">
          No answer from {data.unreachable.join(", ")}; what runs there is not listed.
        </p>
      )}
      {data.items.length === 0 ? (
        <EmptyState icon={BrainCircuit} title="No models are known">
          A gpu-worker tells them once it answers. Check GPU_WORKER_URLS and that the worker runs.
        </EmptyState>
      ) : (
        <ul aria-label="Models" className="divide-y divide-border">
          {data.items.map((model) => (
            <ModelRow key={`${model.task} ${model.id} ${model.version}`} model={model} />
          ))}
        </ul>
      )}
    </>
  );
}

function ModelRow({ model }: { model: Models["items"][number] }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="break-words font-medium">
          {model.id} <span className="font-normal text-muted">{model.version}</span>
        </p>
        <p className="text-muted text-sm">
          {humanize(model.task)} · {model.licence}
        </p>
      </div>
      <p className="flex flex-wrap gap-1.5">
        {model.workers.map(({ name, device, state }) => (
          <Badge key={name} tone={state === "ready" ? "ok" : "neutral"}>
            {state} on {name} ({device})
          </Badge>
        ))}
      </p>
    </li>
  );
}
