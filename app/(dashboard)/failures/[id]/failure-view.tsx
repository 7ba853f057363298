"use client";

import { useQuery } from "@tanstack/react-query";
import { RotateCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { JOB_KIND_LABELS } from "@/components/jobs/job-labels";
import { BackLink } from "@/components/ui/back-link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FactList } from "@/components/ui/fact-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { FailureDetail } from "@/lib/contracts/failures";
import { DiscardDialog } from "../discard-dialog";
import { CLASS_LABELS, describeCounts, STATE_LABELS } from "../failure-labels";
import { failureDetailQuery } from "../failures.queries";
import { ReplayDialog } from "../replay-dialog";
import { FailureItems } from "./failure-items";
import { FailureRuns } from "./failure-runs";

export function FailureView({ id, canWrite }: { id: string; canWrite: boolean }) {
  const query = useQuery(failureDetailQuery(id));
  if (query.isPending) return <RowsSkeleton rows={6} label="Loading the failure" />;
  if (!query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const failure = query.data;
  const choice = { fingerprint: failure.fingerprint };
  return (
    <>
      <PageHeader
        eyebrow={<BackLink href="/failures">Failures</BackLink>}
        title={failure.message || failure.code}
        description={describeCounts(failure)}
        actions={
          canWrite &&
          failure.state === "open" && (
            <>
              <ReplayDialog
                choice={choice}
                what="this cause"
                trigger={
                  <Button variant="primary">
                    <RotateCw aria-hidden /> Replay
                  </Button>
                }
              />
              <DiscardDialog
                choice={choice}
                what="this cause"
                trigger={
                  <Button variant="danger">
                    <Trash2 aria-hidden /> Discard
                  </Button>
                }
              />
            </>
          )
        }
      />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Sample failure={failure} />
          {failure.items > 0 && <FailureItems id={id} />}
          {failure.letters.length > 0 && <FailureRuns failure={failure} />}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <About failure={failure} />
          {failure.sample_scenes.length > 0 && <Scenes failure={failure} />}
        </div>
      </div>
    </>
  );
}

function About({ failure }: { failure: FailureDetail }) {
  const kind = CLASS_LABELS[failure.class];
  const state = STATE_LABELS[failure.state];
  return (
    <Panel title="About">
      <FactList
        facts={[
          { label: "State", value: <Badge tone={state.tone}>{state.label}</Badge> },
          { label: "Class", value: <Badge tone={kind.tone}>{kind.label}</Badge> },
          { label: "Rule", value: kind.rule },
          { label: "Code", value: <code className="font-mono text-xs">{failure.code}</code> },
          { label: "Job kind", value: failure.kind ? JOB_KIND_LABELS[failure.kind].label : "–" },
          { label: "Function", value: failure.function_id ?? "–" },
          { label: "First seen", value: <RelativeTime value={failure.first_seen_at} /> },
          { label: "Last seen", value: <RelativeTime value={failure.last_seen_at} /> },
        ]}
      />
    </Panel>
  );
}

/** What a block of code says can be scrolled with the keyboard too. */
function Code({ label, children }: { label: string; children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="max-h-80 overflow-auto rounded-md bg-sunken p-3">
      <pre className="font-mono text-xs">{children}</pre>
    </section>
  );
}

function Sample({ failure: { sample, message } }: { failure: FailureDetail }) {
  return (
    <Panel
      title="Sample"
      actions={
        sample.job_id && (
          <Link href={`/jobs/${sample.job_id}`} className="text-accent text-sm hover:underline">
            Its job
          </Link>
        )
      }
      bodyClassName="flex flex-col gap-3"
    >
      <Code label="Error and stack">{sample.error?.stack ?? sample.error?.message ?? message}</Code>
      <h3 className="font-medium">Input</h3>
      <Code label="Input">{JSON.stringify(sample.input ?? {}, null, 2)}</Code>
    </Panel>
  );
}

function Scenes({ failure: { sample_scenes: scenes, scenes: count } }: { failure: FailureDetail }) {
  return (
    <Panel title="Affected images" description={`${scenes.length} of ${count.toLocaleString("en")}`}>
      <ul className="grid grid-cols-3 gap-2">
        {scenes.map(({ id, title }) => (
          <li key={id}>
            <Link href={`/scenes/${id}`} className="block overflow-hidden rounded-md border border-border">
              {/* biome-ignore lint/performance/noImgElement: a thumbnail of this size already, behind the session cookie */}
              <img
                src={`/api/scenes/${id}/image?variant=thumbnail`}
                alt={title ?? "Scene without a title"}
                loading="lazy"
                className="aspect-square w-full bg-sunken object-cover text-xs"
              />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
