"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { JOB_KIND_LABELS } from "@/components/jobs/job-labels";
import { cn } from "@/components/ui/cn";
import { JOB_KINDS, type Job, type JobKind } from "@/lib/contracts/jobs";
import { ClassifyForm } from "./classify-form";
import { ColorsForm } from "./colors-form";
import { DetectForm } from "./detect-form";
import { defaultsOf, type FormDefaults } from "./form-defaults";
import { ImportForm } from "./import-form";
import { ScrapeForm } from "./scrape-form";

const FORMS: Record<JobKind, { summary: string; Form: (props: { defaults: FormDefaults }) => ReactNode }> = {
  scrape: { summary: "Crawl a source for new scenes", Form: ScrapeForm },
  import: { summary: "Bring in pictures by address or file", Form: ImportForm },
  detect: { summary: "Find and outline the furniture", Form: DetectForm },
  colors: { summary: "Make palettes of outlined objects", Form: ColorsForm },
  classify: { summary: "Label image type, room and style anew", Form: ClassifyForm },
};

const FRESH: FormDefaults = {};

/** `copied` is the job whose input the form of its kind starts out with. */
export function StartJob({ copied }: { copied: Job | null }) {
  const [kind, setKind] = useQueryState("kind", parseAsStringLiteral(JOB_KINDS).withDefault(copied?.kind ?? "scrape"));
  const { Form } = FORMS[kind];
  return (
    <div className="grid gap-5 lg:grid-cols-[17rem_minmax(0,36rem)] lg:gap-8">
      <fieldset className="min-w-0">
        <legend className="sr-only">Kind of job</legend>
        <div className="flex flex-col gap-1.5">
          {JOB_KINDS.map((option) => (
            <KindChoice key={option} kind={option} isChosen={option === kind} onChoose={() => setKind(option)} />
          ))}
        </div>
      </fieldset>
      <section
        aria-label={JOB_KIND_LABELS[kind].label}
        className="self-start rounded-lg border border-border bg-surface p-4 shadow-raised sm:p-6"
      >
        <Form key={kind} defaults={copied?.kind === kind ? defaultsOf(copied) : FRESH} />
      </section>
    </div>
  );
}

function KindChoice({ kind, isChosen, onChoose }: { kind: JobKind; isChosen: boolean; onChoose: () => void }) {
  const { label, icon: Icon } = JOB_KIND_LABELS[kind];
  return (
    <label
      className={cn(
        "flex cursor-pointer items-center gap-3 rounded-md border px-3 py-2 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
        isChosen ? "border-accent bg-accent-soft" : "border-border bg-surface hover:bg-hover",
      )}
    >
      <input type="radio" name="kind" value={kind} checked={isChosen} onChange={onChoose} className="sr-only" />
      <Icon aria-hidden className={cn("size-5 shrink-0", isChosen ? "text-accent" : "text-muted")} />
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        <span className="block text-muted text-sm">{FORMS[kind].summary}</span>
      </span>
    </label>
  );
}
