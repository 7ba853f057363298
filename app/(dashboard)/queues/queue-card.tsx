"use client";

import { Pause } from "lucide-react";
import Link from "next/link";
import { QUEUE_LABELS } from "@/components/jobs/job-labels";
import { Badge } from "@/components/ui/badge";
import { countOf } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/time";
import type { Queue } from "@/lib/contracts/queues";
import { DepthChart } from "./depth-chart";
import { describePurge, describeSeries, prepareFacts } from "./prepare-queue";
import { QueueActions } from "./queue-actions";

interface QueueCardProps {
  queue: Queue;
  windowLabel: string;
  isAdmin: boolean;
}

export function QueueCard({ queue, windowLabel, isAdmin }: QueueCardProps) {
  const { name, paused, limit, priority, retries, limit_from, aliases, jobs_waiting } = queue;
  const others = aliases.length > 0 ? `, also called ${aliases.join(", ")}` : "";
  return (
    <Panel
      title={QUEUE_LABELS[name]}
      description={<code className="font-mono text-xs">{name + others}</code>}
      className="h-full"
      actions={
        <span className="flex items-center gap-2">
          {paused && (
            <Badge tone="warn">
              <Pause aria-hidden /> Paused
            </Badge>
          )}
          {isAdmin && <QueueActions queue={queue} />}
        </span>
      }
    >
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
        {prepareFacts(queue).map(({ label, value, hint }) => (
          <div key={label} className="min-w-0">
            <dt className="text-muted text-xs">{label}</dt>
            <dd className="font-medium tabular-nums">{value}</dd>
            {hint && <dd className="text-muted text-xs">{hint}</dd>}
          </div>
        ))}
      </dl>
      <div className="mt-4">
        <DepthChart series={queue.series} label={describeSeries(queue.series, windowLabel)} />
      </div>
      <p className="mt-3 text-muted text-xs">
        At most {limit} at once, priority {priority}, {countOf(retries, "retry", "retries")}; set in{" "}
        <code>{limit_from}</code>.
        {jobs_waiting > 0 && (
          <>
            {" "}
            <Link href={`/jobs?queue=${name}&status=queued`} className="text-accent underline underline-offset-4">
              {jobs_waiting === 1000 ? "1,000 jobs or more" : countOf(jobs_waiting, "job")} not begun
            </Link>
            .
          </>
        )}
        {queue.purged_at && queue.last_purge && (
          <>
            {" "}
            Last purged <RelativeTime value={queue.purged_at} />: {describePurge(queue.last_purge)}
          </>
        )}
      </p>
    </Panel>
  );
}
