"use client";

import { Badge } from "@/components/ui/badge";
import { countOf } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/time";
import type { Worker } from "@/lib/contracts/workers";
import { prepareWorkerFacts, WORKER_STATE_LABELS } from "./prepare-worker";
import { WorkerActions } from "./worker-actions";

export function WorkerRow({ worker, isAdmin }: { worker: Worker; isAdmin: boolean }) {
  const { name, url, state, models, started_at, last_seen_at } = worker;
  const { label, tone } = WORKER_STATE_LABELS[state];
  return (
    <article aria-label={name}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-2.5 font-medium">
            <span className="break-all">{name}</span>
            <Badge tone={tone}>{label}</Badge>
          </h3>
          <p className="text-muted text-sm">
            {url && <span className="break-all">{url} · </span>}
            {last_seen_at ? (
              <>
                seen <RelativeTime value={last_seen_at} />
              </>
            ) : (
              "has never answered"
            )}
            {started_at && state !== "down" && state !== "lost" && (
              <>
                {" · started "}
                <RelativeTime value={started_at} />
              </>
            )}
          </p>
        </div>
        {isAdmin && worker.actions.length > 0 && <WorkerActions worker={worker} />}
      </div>
      <dl className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-x-4 gap-y-2">
        {prepareWorkerFacts(worker).map((fact) => (
          <div key={fact.label}>
            <dt className="text-muted text-xs">{fact.label}</dt>
            <dd className="tabular-nums">{fact.value}</dd>
          </div>
        ))}
      </dl>
      {models.length > 0 && (
        <details className="mt-3">
          <summary className="rounded-sm font-medium text-accent text-sm">{countOf(models.length, "model")}</summary>
          <ul className="mt-2 flex flex-col gap-1 text-sm">
            {models.map((model) => (
              <li key={`${model.task} ${model.id}`}>
                {model.task}: <code className="font-mono text-xs">{`${model.id}@${model.version}`}</code>{" "}
                <span className="text-muted">
                  {model.licence}, {model.state}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
