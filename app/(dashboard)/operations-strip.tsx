"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import { operationsQuery } from "./overview.queries";
import { prepareOperations } from "./prepare-overview";

const TONES = { ok: "text-ink", warn: "text-warn", bad: "text-bad" } as const;

/** Whether all is well, in four answers that each lead to the page with the rest. */
export function OperationsStrip({ className }: { className?: string }) {
  const { data, error, isPending, refetch } = useQuery(operationsQuery());
  if (isPending) return <Skeleton className={cn("h-20", className)} />;
  if (error && !data)
    return (
      <ErrorNotice
        error={error}
        title="How operations stand could not be loaded"
        onRetry={() => refetch()}
        className={className ?? ""}
      />
    );
  return (
    <section aria-label="Operations" className={className}>
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border shadow-raised lg:grid-cols-4">
        {prepareOperations(data).map(({ href, label, value, hint, tone }) => (
          <li key={href} className="bg-surface">
            <Link href={href} className="block h-full px-4 py-3 -outline-offset-2 hover:bg-hover sm:px-5">
              <span className="block text-muted text-sm">{label}</span>
              <span className={cn("block font-semibold text-lg tabular-nums", TONES[tone])}>{value}</span>
              <span className="block text-muted text-sm">{hint}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
