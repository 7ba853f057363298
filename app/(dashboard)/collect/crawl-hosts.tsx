"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge, type Tone } from "@/components/ui/badge";
import { formatBytes, formatCount, formatDuration } from "@/components/ui/format";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { Crawl, CrawlHost } from "@/lib/contracts/crawls";
import { crawlHostsQuery } from "./collect.queries";

const STATES: Record<CrawlHost["state"], { label: string; tone: Tone }> = {
  open: { label: "Open", tone: "ok" },
  waiting: { label: "Pausing", tone: "neutral" },
  busy: { label: "Answering", tone: "accent" },
  blocked: { label: "Left alone", tone: "warn" },
};
const COLUMNS = ["Host", "State", "robots.txt", "Pause", "Requests", "Refused", "Failed", "Last"];

/** How each host of a crawl is treated. */
export function CrawlHosts({ crawl }: { crawl: Crawl }) {
  const { data, error, isPending, refetch } = useQuery(crawlHostsQuery(crawl));
  if (isPending) return <RowsSkeleton rows={2} label="Loading hosts" />;
  if (error && !data) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  if (data.items.length === 0) return <p className="text-muted text-sm">Nothing was asked for yet.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={`Hosts of the crawl of ${crawl.source}`} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-[44rem] text-left text-sm">
        <thead className="text-muted">
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="py-1 pr-4 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-border align-top">
          {data.items.map((host) => (
            <HostRow key={host.host} host={host} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HostRow({ host }: { host: CrawlHost }) {
  const { label, tone } = STATES[host.state];
  const asked = host.crawl_delay_ms === null ? "" : ` (asks for ${formatDuration(host.crawl_delay_ms)})`;
  return (
    <tr>
      <th scope="row" className="py-2 pr-4 font-medium">
        {host.host}
      </th>
      <td className="py-2 pr-4">
        <Badge tone={tone}>{label}</Badge>
        {host.blocked_reason && <p className="text-muted">{host.blocked_reason}</p>}
      </td>
      <td className="py-2 pr-4">{host.robots_status === null ? "not read" : `status ${host.robots_status}`}</td>
      <td className="py-2 pr-4">
        {formatDuration(host.delay_ms)}
        {asked}
      </td>
      <td className="py-2 pr-4 tabular-nums">
        {formatCount(host.requests)} <span className="text-muted">{formatBytes(host.bytes)}</span>
      </td>
      <td className="py-2 pr-4 tabular-nums">{formatCount(host.refused)}</td>
      <td className="py-2 pr-4 tabular-nums">{formatCount(host.failed)}</td>
      <td className="py-2 pr-4">
        {host.last_request_at ? <RelativeTime value={host.last_request_at} /> : "never"}
        {host.last_status !== null && <span className="text-muted"> · {host.last_status}</span>}
      </td>
    </tr>
  );
}
