"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import { runQuery } from "../jobs.queries";

/** Input and outputs of a run and its steps, as kept: cut to size, secrets taken out. Loaded when asked for. */
export function RunRecord({ runId }: { runId: string }) {
  const { data, error, isFetching, refetch } = useQuery({ ...runQuery(runId), enabled: false });
  if (error && !data) return <ErrorNotice error={error} onRetry={() => refetch()} className="my-2 ml-6" />;
  if (!data)
    return (
      <div className="py-1 pl-6">
        {isFetching ? (
          <Skeleton className="h-8" />
        ) : (
          <Button variant="ghost" size="sm" onClick={() => refetch()}>
            Inputs and outputs
          </Button>
        )}
      </div>
    );
  return (
    <dl className="flex flex-col gap-2 py-2 pl-6 text-sm">
      <Kept label="Input of the run" value={data.input} />
      {data.steps.map((step) => (
        <Kept key={`${step.id}/${step.attempt}`} label={`Output of ${step.name}`} value={step.output} />
      ))}
      <Kept label="Output of the run" value={data.output} />
    </dl>
  );
}

function Kept({ label, value }: { label: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <div>
      <dt className="text-muted">{label}</dt>
      <dd>
        <pre className="whitespace-pre-wrap break-words rounded-md bg-sunken px-2.5 py-1.5 font-mono text-xs">
          {JSON.stringify(value, null, 1)}
        </pre>
      </dd>
    </div>
  );
}
