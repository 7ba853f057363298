"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Checkbox, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { countOf } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import type { ReplayRequest, ReplayResult } from "@/lib/contracts/failures";
import { type Choice, failureKeys, replay } from "./failures.queries";
import { parsePatch } from "./parse-patch";

interface ReplayDialogProps {
  choice: Choice;
  /** As it follows "Replay": "this cause". */
  what: string;
  trigger: ReactNode;
  onOpenChange?: (isOpen: boolean) => void;
}

/** Runs what failed again, from the stage that failed; first a look at what that would be, if wanted. */
export function ReplayDialog({ choice, what, trigger, onOpenChange }: ReplayDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [badJson, setBadJson] = useState<Partial<Record<"input" | "payload", string>>>({});
  const fields = useRef<HTMLDivElement>(null);
  const queryClient = useQueryClient();
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: (body: Partial<ReplayRequest>) => replay(body),
  });
  const isReplayed = data?.dry_run === false;
  const send = (form: FormData, isDry: boolean) => {
    const { patch, problems } = parsePatch(form);
    setBadJson(problems);
    if (Object.keys(problems).length > 0) return;
    mutate({ ...choice, patch, include_poison: form.get("poison") === "on", dry_run: isDry });
  };
  const handleDryRun = () => {
    const form = fields.current?.closest("form");
    if (form) send(new FormData(form), true);
  };
  const { general } = toFormProblem(error, []);
  return (
    <FormDialog
      trigger={trigger}
      title={`Replay ${what}?`}
      description="Items that are not done run again from the stage that failed. What is done stays as it is."
      submitLabel={isPending ? "One moment…" : "Replay"}
      isPending={isPending || isReplayed}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        onOpenChange?.(open);
        if (open) reset();
        // Only now: what was replayed leaves the list, and this dialog with its answer would leave with it.
        else if (isReplayed) void queryClient.invalidateQueries({ queryKey: failureKeys.all });
      }}
      onSubmit={(form) => send(form, false)}
      actions={
        <Button variant="ghost" disabled={isPending || isReplayed} onClick={handleDryRun}>
          Dry run
        </Button>
      }
    >
      <div ref={fields} className="flex flex-col gap-4">
        <Field
          label="Change the job's input first"
          hint='A JSON merge patch: {"limit": 50} sets, {"limit": null} takes away. Leave empty to change nothing.'
          error={badJson.input}
        >
          {(control) => (
            <Textarea {...control} name="input" spellCheck={false} className="min-h-16 font-mono text-sm" />
          )}
        </Field>
        <Field label="Change each item's payload first" hint="Likewise, onto every item." error={badJson.payload}>
          {(control) => (
            <Textarea {...control} name="payload" spellCheck={false} className="min-h-16 font-mono text-sm" />
          )}
        </Field>
        <Checkbox
          name="poison"
          label="Poison too"
          hint="Items that failed again and again, or took their worker down. They are left out otherwise."
        />
      </div>
      {general && <ErrorNotice error={new Error(general)} title="Nothing was replayed" />}
      {data && <ReplayOutcome result={data} />}
    </FormDialog>
  );
}

function ReplayOutcome({ result }: { result: ReplayResult }) {
  const { dry_run: isDry, items, runs, jobs, poison, unsettled, has_more: hasMore } = result;
  const verb = isDry ? "would run again" : "will run again";
  const notes = [
    poison > 0 && `${poison} poison left out.`,
    unsettled > 0 && `${unsettled} left out, since their chunk still runs.`,
    hasMore && "There are more: replay once more for the rest.",
  ];
  return (
    <p role="status" className="rounded-md bg-sunken px-4 py-3">
      {countOf(items, "item")} of {countOf(jobs.length, "job")}
      {runs > 0 && ` and ${countOf(runs, "other run")}`} {verb}. {notes.filter(Boolean).join(" ")}
    </p>
  );
}
