"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { JOB_KIND_LABELS } from "@/components/jobs/job-labels";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { ErrorNotice } from "@/components/ui/states";
import { RERUN_KINDS } from "@/lib/contracts/job-control";
import type { Job } from "@/lib/contracts/jobs";
import { jobKeys, rerunJob } from "../jobs.queries";

/** Starts a new job over the scenes of this chain, from a stage of choice on. */
export function RerunDialog({ job }: { job: Job }) {
  const [isOpen, setIsOpen] = useState(false);
  const router = useRouter();
  const queryClient = useQueryClient();
  const rerun = useMutation({
    mutationFn: (form: FormData) => {
      const from = RERUN_KINDS.find((kind) => kind === form.get("from")) ?? "detect";
      return rerunJob(job.id, { from, only: form.get("only") === "failed" ? "failed" : "all" });
    },
    onSuccess: ({ job_id }) => {
      void queryClient.invalidateQueries({ queryKey: jobKeys.all });
      router.push(`/jobs/${job_id}`);
    },
  });
  return (
    <FormDialog
      trigger={
        <Button>
          <RefreshCw aria-hidden /> Run again from…
        </Button>
      }
      title="Run again from a stage"
      description="A new job goes over the same scenes from that stage on. What it finds replaces what was found before."
      submitLabel="Start"
      isPending={rerun.isPending}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      onSubmit={(form) => rerun.mutate(form)}
    >
      <Field label="From">
        {(control) => (
          <Select {...control} name="from" defaultValue={RERUN_KINDS.find((kind) => kind === job.kind) ?? "detect"}>
            {RERUN_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {JOB_KIND_LABELS[kind].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Scenes">
        {(control) => (
          <Select {...control} name="only" defaultValue="all">
            <option value="all">All that came to this stage</option>
            <option value="failed">Only those that failed or were cancelled there</option>
          </Select>
        )}
      </Field>
      {rerun.error && <ErrorNotice error={rerun.error} title="The job was not started" />}
    </FormDialog>
  );
}
