"use client";

import { Badge, type Tone } from "@/components/ui/badge";
import { FactList } from "@/components/ui/fact-list";
import { RelativeTime } from "@/components/ui/time";
import type { AuditRow } from "@/lib/contracts/identity";
import type { AuditFilters } from "./audit.queries";

const ACTOR_LABELS = { person: "", key: "Key ", stranger: "Stranger as ", system: "" } as const;

interface AuditEntryRowProps {
  row: AuditRow;
  onFilter: (change: Partial<AuditFilters>) => void;
}

/** One change; its input and origin open below it. */
export function AuditEntryRow({ row, onFilter }: AuditEntryRowProps) {
  const { tone, label } = describeEnd(row.status);
  const facts = [
    { label: "From", value: row.address ?? "unknown" },
    { label: "Request", value: <code className="font-mono text-sm">{row.request_id ?? "none"}</code> },
    { label: "Detail", value: <Detail detail={row.detail} /> },
  ];
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tone}>{label}</Badge>
        <code className="break-all font-mono text-sm">{row.action}</code>
        <button
          type="button"
          onClick={() => onFilter({ actor: row.actor.name })}
          className="max-w-full truncate rounded-sm font-medium text-accent underline-offset-2 hover:underline"
        >
          {ACTOR_LABELS[row.actor.kind]}
          {row.actor.name || "Modomo itself"}
        </button>
        <RelativeTime value={row.created_at} className="ml-auto whitespace-nowrap text-muted text-sm" />
      </div>
      <details className="mt-1">
        <summary className="w-fit cursor-pointer rounded-sm text-muted text-sm hover:text-ink">
          {row.subject ? `On ${row.subject}` : "Details"}
        </summary>
        <div className="mt-2 rounded-md bg-sunken/50 px-3 py-2.5">
          <FactList facts={facts} />
        </div>
      </details>
    </li>
  );
}

function Detail({ detail }: { detail: AuditRow["detail"] }) {
  if (Object.keys(detail).length === 0) return "none";
  return <pre className="whitespace-pre-wrap break-words font-mono text-sm">{JSON.stringify(detail, null, 2)}</pre>;
}

function describeEnd(status: number | null): { tone: Tone; label: string } {
  if (status === null) return { tone: "warn", label: "End unknown" };
  if (status < 400) return { tone: "ok", label: "Done" };
  return { tone: status < 500 ? "neutral" : "bad", label: status < 500 ? "Refused" : "Failed" };
}
