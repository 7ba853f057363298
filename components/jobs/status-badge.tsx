import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { JobItem, JobStatus } from "@/lib/contracts/jobs";
import { ITEM_STATUS_LABELS, JOB_STATUS_LABELS } from "./job-labels";

export function StatusBadge({ status }: { status: JobStatus | JobItem["status"] }) {
  const { label, tone, icon: Icon } = { ...JOB_STATUS_LABELS, ...ITEM_STATUS_LABELS }[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={cn(status === "running" && "animate-spin [animation-duration:2s]")} />
      {label}
    </Badge>
  );
}
