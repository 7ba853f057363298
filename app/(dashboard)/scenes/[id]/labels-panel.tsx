import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatShare, humanize } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import type { Classification, Evidence } from "@/lib/contracts/scenes";

const KIND_LABELS: Record<Classification["kind"], string> = {
  image_type: "Image type",
  room_type: "Room",
  style: "Style",
};

/** Each label with the sentences it rests on. */
export function LabelsPanel({ classifications }: { classifications: Classification[] }) {
  return (
    <Panel title="Labels" description="What each label rests on.">
      {classifications.length === 0 ? (
        <p className="text-muted">This scene has not been classified yet.</p>
      ) : (
        <ul aria-label="Labels" className="divide-y divide-border">
          {classifications.map((classification) => (
            <LabelItem key={`${classification.kind}/${classification.label}`} classification={classification} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function LabelItem({ classification: { kind, label, score, evidence, model } }: { classification: Classification }) {
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <p className="flex items-baseline justify-between gap-3">
        <span>
          <span className="mr-2 text-muted text-sm">{KIND_LABELS[kind]}</span>
          <span className="font-semibold">{humanize(label)}</span>
        </span>
        <span className="tabular-nums" title={`Given by ${model.id} ${model.version}`}>
          {formatShare(score)}
        </span>
      </p>
      <ul aria-label={`Evidence for ${humanize(label)}`} className="mt-2 flex flex-col gap-1.5">
        {evidence.map((entry) => (
          <EvidenceItem key={`${entry.kind}/${entry.detail}`} evidence={entry} />
        ))}
        {evidence.length === 0 && <li className="text-muted text-sm">No evidence was recorded.</li>}
      </ul>
    </li>
  );
}

/** Evidence against a label is kept, and looks different. */
function EvidenceItem({ evidence: { kind, detail, weight } }: { evidence: Evidence }) {
  const sign = weight < 0 ? "−" : "+";
  return (
    <li className="flex items-start gap-2 text-sm">
      <Badge className="mt-px w-16 justify-center">{kind}</Badge>
      <span className="min-w-0 flex-1 break-words">{detail}</span>
      <span className={cn("tabular-nums", weight < 0 ? "text-bad" : "text-ok")}>
        {sign}
        {Math.abs(weight).toFixed(2)}
      </span>
    </li>
  );
}
