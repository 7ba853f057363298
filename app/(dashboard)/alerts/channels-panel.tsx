"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Megaphone, Send } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import type { AlertChannel, AlertDelivery } from "@/lib/contracts/alerts";
import { CHANNEL_LABELS } from "./alert-labels";
import { alertChannelsQuery, alertKeys, changeChannel, removeChannel, testChannel } from "./alerts.queries";
import { ChannelForm } from "./channel-form";
import { RemoveButton } from "./remove-button";

export function ChannelsPanel() {
  const query = useQuery(alertChannelsQuery);
  return (
    <Panel title="Channels" description="Where alerts go. Every delivery is kept and tried again when it fails.">
      {query.isPending && <RowsSkeleton rows={2} label="Loading channels" />}
      {query.error && !query.data && <ErrorNotice error={query.error} onRetry={() => query.refetch()} />}
      {query.data?.items.length === 0 && (
        <EmptyState icon={Megaphone} title="No channel yet">
          Alerts show above all the same; nobody is told of them.
        </EmptyState>
      )}
      {query.data && (
        <>
          <ul aria-label="Channels" className="mb-5 divide-y divide-border">
            {query.data.items.map((channel) => (
              <ChannelRow key={channel.id} channel={channel} />
            ))}
          </ul>
          <ChannelForm canSendEmail={query.data.can_send_email} />
        </>
      )}
    </Panel>
  );
}

function ChannelRow({ channel }: { channel: AlertChannel }) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: alertKeys.channels });
  const change = useMutation({
    mutationFn: () => changeChannel(channel.id, { is_enabled: !channel.is_enabled }),
    onSettled,
  });
  const remove = useMutation({ mutationFn: () => removeChannel(channel.id), onSettled });
  const trial = useMutation({ mutationFn: () => testChannel(channel.id) });
  const error = change.error ?? remove.error ?? trial.error;
  return (
    <li className="py-3">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {channel.name} <Badge>{CHANNEL_LABELS[channel.kind].label}</Badge>
        {!channel.is_enabled && <Badge>Off</Badge>}
      </p>
      <p className="break-words text-muted text-sm">{channel.target}</p>
      {error && <ErrorNotice error={error} title="That did not work" className="mt-2" />}
      <div aria-live="polite">{trial.data && <TrialResult delivery={trial.data} />}</div>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" disabled={trial.isPending} onClick={() => trial.mutate()}>
          <Send aria-hidden /> {trial.isPending ? "Sending…" : "Send a test"}
          <span className="sr-only"> over {channel.name}</span>
        </Button>
        <Button size="sm" disabled={change.isPending} onClick={() => change.mutate()}>
          {channel.is_enabled ? "Switch off" : "Switch on"}
          <span className="sr-only"> {channel.name}</span>
        </Button>
        <RemoveButton
          name={channel.name}
          what="channel"
          consequence="Nothing more is sent over it, and the record of what was sent is removed."
          isBusy={remove.isPending}
          onRemove={() => remove.mutate()}
        />
      </div>
    </li>
  );
}

function TrialResult({ delivery }: { delivery: AlertDelivery }) {
  if (delivery.status === "sent") return <p className="mt-2 font-medium text-ok text-sm">The test was taken.</p>;
  return (
    <ErrorNotice error={new Error(delivery.error ?? "No reason was given.")} title="The test failed" className="mt-2" />
  );
}
