import { Check, X } from "lucide-react";
import Link from "next/link";
import { JOB_KIND_LABELS, JOB_STATUS_LABELS } from "@/components/jobs/job-labels";
import { cn } from "@/components/ui/cn";
import { formatCount } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import type { JobDetail } from "@/lib/contracts/jobs";
import { chainStages, type Stage } from "./chain-stages";

/** What follows what: each stage is a job of its own and opens its page. */
export function ChainStepper({ job }: { job: JobDetail }) {
  const stages = chainStages(job);
  return (
    <Panel title="Stages" description="Each stage begins when the one before it hands something over.">
      <ol className="flex flex-col sm:flex-row">
        {stages.map((stage, index) => (
          <StageStep
            key={stage.job?.id ?? stage.kind}
            stage={stage}
            number={index + 1}
            isLast={index === stages.length - 1}
            isShown={stage.job?.id === job.id}
          />
        ))}
      </ol>
    </Panel>
  );
}

interface StageStepProps {
  stage: Stage;
  number: number;
  isLast: boolean;
  isShown: boolean;
}

function StageStep({ stage, number, isLast, isShown }: StageStepProps) {
  const { kind, job } = stage;
  const { label } = JOB_KIND_LABELS[kind];
  return (
    <li className="relative flex min-w-0 flex-1 gap-3 pb-4 last:pb-0 sm:flex-col sm:gap-2 sm:pb-0">
      {!isLast && (
        <span
          aria-hidden
          className="absolute top-8 bottom-0 left-[0.9375rem] w-0.5 bg-border sm:top-[0.9375rem] sm:right-0 sm:bottom-auto sm:left-10 sm:h-0.5 sm:w-auto"
        />
      )}
      <StageMark stage={stage} number={number} />
      <div className="min-w-0 sm:pr-4">
        {job ? (
          <Link
            href={`/jobs/${job.id}`}
            aria-current={isShown ? "page" : undefined}
            className="rounded-sm font-medium underline-offset-4 hover:underline aria-[current=page]:text-accent"
          >
            {label}
          </Link>
        ) : (
          <span className="font-medium text-muted">{label}</span>
        )}
        <p className="text-muted text-sm tabular-nums">{describeStage(stage)}</p>
      </div>
    </li>
  );
}

function StageMark({ stage: { job }, number }: { stage: Stage; number: number }) {
  const status = job?.status ?? "queued";
  return (
    <span
      aria-hidden
      className={cn(
        "z-10 grid size-8 shrink-0 place-items-center rounded-full border-2 bg-surface font-semibold text-sm tabular-nums",
        status === "completed" && "border-ok bg-ok-soft text-ok",
        status === "running" && "border-accent text-accent",
        status === "failed" && "border-bad bg-bad-soft text-bad",
        (status === "queued" || status === "cancelled") && "border-border text-muted",
      )}
    >
      {status === "completed" && <Check className="size-4" />}
      {(status === "failed" || status === "cancelled") && <X className="size-4" />}
      {(status === "running" || status === "queued") && number}
    </span>
  );
}

function describeStage({ job }: Stage): string {
  if (!job) return "To come";
  const { current, total } = job.progress;
  const status = JOB_STATUS_LABELS[job.status].label;
  return total > 0 ? `${status} · ${formatCount(current)} / ${formatCount(total)}` : status;
}
