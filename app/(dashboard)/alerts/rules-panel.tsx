"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellMinus, BellRing } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { useNowMs } from "@/components/ui/time";
import type { AlertRule, AlertRuleChange } from "@/lib/contracts/alerts";
import { describeRule } from "./alert-labels";
import { alertKeys, alertRulesQuery, changeRule, removeRule } from "./alerts.queries";
import { RemoveButton } from "./remove-button";
import { RuleForm } from "./rule-form";

const SILENCE_MS = 60 * 60_000;

export function RulesPanel() {
  const query = useQuery(alertRulesQuery);
  return (
    <Panel title="Rules" description="What counts as wrong, and how often it is told while it lasts.">
      {query.isPending && <RowsSkeleton rows={4} label="Loading rules" />}
      {query.error && !query.data && <ErrorNotice error={query.error} onRetry={() => query.refetch()} />}
      {query.data?.items.length === 0 && <EmptyState icon={BellMinus} title="No rules" />}
      {query.data && (
        <ul aria-label="Rules" className="mb-5 divide-y divide-border">
          {query.data.items.map((rule) => (
            <RuleRow key={rule.id} rule={rule} />
          ))}
        </ul>
      )}
      <RuleForm />
    </Panel>
  );
}

function RuleRow({ rule }: { rule: AlertRule }) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: alertKeys.all });
  const change = useMutation({ mutationFn: (body: AlertRuleChange) => changeRule(rule.id, body), onSettled });
  const remove = useMutation({ mutationFn: () => removeRule(rule.id), onSettled });
  const now = useNowMs();
  const isSilent = now !== null && rule.silenced_until !== null && Date.parse(rule.silenced_until) > now;
  const error = change.error ?? remove.error;
  const silence = () =>
    change.mutate({ silenced_until: isSilent ? null : new Date(Date.now() + SILENCE_MS).toISOString() });
  return (
    <li className="py-3">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {rule.name}
        {!rule.is_enabled && <Badge>Off</Badge>}
        {isSilent && <Badge tone="warn">Silenced</Badge>}
      </p>
      <p className="text-muted text-sm">{describeRule(rule)}</p>
      {error && <ErrorNotice error={error} title="That did not work" className="mt-2" />}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" disabled={change.isPending} onClick={() => change.mutate({ is_enabled: !rule.is_enabled })}>
          {rule.is_enabled ? "Switch off" : "Switch on"}
          <span className="sr-only"> {rule.name}</span>
        </Button>
        <Button size="sm" disabled={change.isPending} onClick={silence}>
          {isSilent ? <BellRing aria-hidden /> : <BellMinus aria-hidden />}
          {isSilent ? "End silence" : "Silence for 1 h"}
          <span className="sr-only"> of {rule.name}</span>
        </Button>
        <RemoveButton
          name={rule.name}
          what="rule"
          consequence="Its alerts, open and resolved, are removed with it."
          isBusy={remove.isPending}
          onRemove={() => remove.mutate()}
        />
      </div>
    </li>
  );
}
