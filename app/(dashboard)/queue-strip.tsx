import { Pause } from "lucide-react";
import { QUEUE_LABELS } from "@/components/jobs/job-labels";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { Dashboard } from "@/lib/contracts/dashboard";

/** Per queue: how much of its limit is in use, and how much waits. */
export function QueueStrip({ queues }: { queues: Dashboard["queues"] }) {
  return (
    <ul aria-label="Queues" className="flex flex-wrap gap-x-5 gap-y-2">
      {queues.map((queue) => (
        <QueueMark key={queue.name} queue={queue} />
      ))}
    </ul>
  );
}

function QueueMark({ queue }: { queue: Dashboard["queues"][number] }) {
  const { name, running, limit, queued, paused } = queue;
  const isIdle = running === 0 && queued === 0;
  return (
    <li className={cn("flex items-center gap-2 text-sm", isIdle && "text-muted")}>
      <span aria-hidden className={cn("size-2 rounded-full", running > 0 ? "bg-accent" : "bg-border-strong/60")} />
      {QUEUE_LABELS[name]}
      <span className="text-muted tabular-nums">
        {running}/{limit}
        <span className="sr-only"> running</span>
      </span>
      {queued > 0 && <Badge tone="neutral">{queued} waiting</Badge>}
      {paused && (
        <Badge tone="warn">
          <Pause aria-hidden /> paused
        </Badge>
      )}
    </li>
  );
}
