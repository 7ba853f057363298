"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { FileX } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatBytes, formatCount } from "@/components/ui/format";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { Takedown } from "@/lib/contracts/takedowns";
import { receiptQuery, takedownListQuery } from "./collect.queries";
import { TakedownForm } from "./takedown-form";

export function TakedownsPanel() {
  return (
    <Panel title="Takedowns" description="What is removed here is kept out of every later crawl, import and upload.">
      <TakedownForm />
      <TakedownRows />
    </Panel>
  );
}

function TakedownRows() {
  const query = useInfiniteQuery(takedownListQuery());
  if (query.isPending) return <RowsSkeleton rows={2} label="Loading takedowns" />;
  if (query.error && !query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const takedowns = query.data.pages.flatMap((page) => page.items);
  if (takedowns.length === 0) return <EmptyState icon={FileX} title="Nothing was taken down" />;
  return (
    <>
      <ul className="divide-y divide-border border-border border-t">
        {takedowns.map((takedown) => (
          <TakedownRow key={takedown.id} takedown={takedown} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}

function TakedownRow({ takedown }: { takedown: Takedown }) {
  const [isOpen, setOpen] = useState(false);
  const { kind, value, status, removed, reason, versions } = takedown;
  return (
    <li className="flex flex-col gap-1 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="break-all font-medium">
          {kind.replace("_", " ")}: {value}
        </span>
        <Badge tone={status === "completed" ? "ok" : "accent"}>{status === "completed" ? "Done" : "Under way"}</Badge>
        <RelativeTime value={takedown.created_at} className="text-muted text-sm" />
      </div>
      <p className="text-sm">{reason}</p>
      <p className="text-muted text-sm">
        Removed: {formatCount(removed.scenes)} scenes, {formatCount(removed.objects)} objects,{" "}
        {formatCount(removed.embeddings)} vectors, {formatCount(removed.files)} files ({formatBytes(removed.bytes)}).
        {versions.map(({ name, version, items }) => ` ${formatCount(items)} marked in ${name} version ${version}.`)}
      </p>
      <Button size="sm" className="self-start" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Close receipt" : "Receipt"}
      </Button>
      {isOpen && <Receipt id={takedown.id} />}
    </li>
  );
}

function Receipt({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery(receiptQuery(id));
  if (isPending) return <RowsSkeleton rows={2} label="Loading the receipt" />;
  if (error && !data) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  if (data.items.length === 0)
    return <p className="text-muted text-sm">Nothing of it was here; it is kept out from now on.</p>;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {data.items.map((item) => (
        <li key={item.scene_id} className="break-all">
          {item.source}:{item.source_id} · <code>{item.sha256}</code> · removed <RelativeTime value={item.removed_at} />
        </li>
      ))}
    </ul>
  );
}
