import type { AlertChannel, AlertKind, AlertRule } from "@/lib/contracts/alerts";

export const KIND_LABELS: Record<AlertKind, string> = {
  failure_rate: "Share of failed items",
  queue_age: "Oldest wait in a queue",
  lost_worker: "Silent worker",
  stalled_job: "Job without progress",
};

export const CHANNEL_LABELS: Record<AlertChannel["kind"], { label: string; target: string; hint: string }> = {
  webhook: {
    label: "Webhook",
    target: "Address",
    hint: "Gets JSON, signed with a key that is shown once.",
  },
  slack: { label: "Slack", target: "Webhook address", hint: "An incoming webhook of Slack, Mattermost or the like." },
  email: { label: "E-mail", target: "Addresses", hint: "Separated by commas." },
};

/** `20%` for a share, `15 min` for seconds; whole units where they are whole. */
export function describeThreshold({ kind, threshold }: Pick<AlertRule, "kind" | "threshold">): string {
  if (kind === "failure_rate") return `${Number((threshold * 100).toFixed(2))}%`;
  return describeSeconds(threshold);
}

export function describeSeconds(seconds: number): string {
  const unit = [
    { size: 3600, name: "h" },
    { size: 60, name: "min" },
  ].find(({ size }) => seconds >= size && seconds % size === 0);
  return unit ? `${seconds / unit.size} ${unit.name}` : `${Number(seconds.toFixed(1))} s`;
}

/** What a rule says, in one line. */
export function describeRule(rule: AlertRule): string {
  const over =
    rule.kind === "failure_rate" ? ` of at least ${rule.min_items} in ${describeSeconds(rule.window_s)}` : "";
  const scope = rule.scope === null ? "" : `, ${rule.scope} only`;
  const again = rule.repeat_s === null ? "told once" : `told again every ${describeSeconds(rule.repeat_s)}`;
  return `${KIND_LABELS[rule.kind]}: over ${describeThreshold(rule)}${over}${scope}; ${again}.`;
}

/** A percentage or seconds as typed → the threshold as the API has it. */
export const toThreshold = (kind: AlertKind, typed: number): number => (kind === "failure_rate" ? typed / 100 : typed);
