import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/time";
import type { FailureDetail } from "@/lib/contracts/failures";
import { STATE_LABELS } from "../failure-labels";

/** The last runs that were given up for this cause. */
export function FailureRuns({ failure: { letters, runs } }: { failure: FailureDetail }) {
  return (
    <Panel title="Runs" description={`The last ${letters.length} of ${runs.toLocaleString("en")} that were given up.`}>
      <ul className="divide-y divide-border">
        {letters.map((letter) => {
          const { label, tone } = STATE_LABELS[letter.state];
          return (
            <li key={letter.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <div className="min-w-0 flex-1 basis-60">
                <p className="truncate">{letter.function_id}</p>
                <p className="truncate font-mono text-muted text-xs">{letter.run_id}</p>
              </div>
              <Badge tone={tone}>{letter.discard_reason ? `${label}: ${letter.discard_reason}` : label}</Badge>
              <RelativeTime value={letter.created_at} className="text-muted text-sm" />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
