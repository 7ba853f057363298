"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, Copy, RotateCw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Button, buttonStyles } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatCount } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import { isFinished, type Job } from "@/lib/contracts/jobs";
import { cancelJob, jobKeys, retryJob } from "../jobs.queries";
import { canStartAnew } from "../new/form-defaults";
import { RerunDialog } from "./rerun-dialog";

/** Cancel while it can still change something; retry once something is left undone. */
export function JobActions({ job }: { job: Job }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: jobKeys.all });
  const cancel = useMutation({ mutationFn: () => cancelJob(job.id), onSettled });
  const retry = useMutation({
    mutationFn: () => retryJob(job.id),
    onSuccess: ({ job_id }) => router.push(`/jobs/${job_id}`),
    onSettled,
  });
  const error = cancel.error ?? retry.error;
  const left = job.counts.failed + job.counts.cancelled;
  const canRetry = isFinished(job.status) && (job.status !== "completed" || left > 0);
  return (
    <>
      {error && <ErrorNotice error={error} title="That did not work" className="max-w-md py-2" />}
      {!isFinished(job.status) && (
        <ConfirmDialog
          trigger={
            <Button variant="danger" disabled={cancel.isPending}>
              <Ban aria-hidden /> Cancel
            </Button>
          }
          title="Cancel this job?"
          description="What is done stays. What is queued will not start, and running work stops at its next step. You can retry the rest later."
          confirmLabel="Cancel the job"
          keepLabel="Keep it running"
          isDangerous
          onConfirm={() => cancel.mutate()}
        />
      )}
      {isFinished(job.status) && <RerunDialog job={job} />}
      {canStartAnew(job) && (
        <Link href={`/jobs/new?from=${job.id}`} className={buttonStyles()}>
          <Copy aria-hidden /> Duplicate
        </Link>
      )}
      {canRetry && (
        <ConfirmDialog
          trigger={
            <Button variant="primary" disabled={retry.isPending}>
              <RotateCw aria-hidden /> Retry
            </Button>
          }
          title="Retry what is not done?"
          description={
            left > 0
              ? `${formatCount(left)} of ${formatCount(job.counts.total)} items did not go through and will run again. Finished ones are left alone.`
              : "The job runs again over everything that is not done. Finished items are left alone."
          }
          confirmLabel="Retry"
          keepLabel="Not now"
          onConfirm={() => retry.mutate()}
        />
      )}
    </>
  );
}
