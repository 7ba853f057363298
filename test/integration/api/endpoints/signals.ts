import { type Endpoint, PAGING } from "./endpoint.ts";

const NAME: [unknown, string[]][] = [
  [{ name: "" }, ["name"]],
  [{ name: "n".repeat(101) }, ["name"]],
  [{ is_enabled: "yes" }, ["is_enabled"]],
  [{ is_enabled: true, colour: 1 }, ["colour"]],
  [{}, ["body"]],
];
const RULE = { name: "of detection", kind: "queue_age", threshold: 900, scope: "detection" };
const CHANNEL = { name: "night shift", kind: "webhook", target: "https://example.com/hook" };

/** Metrics and alerts. */
export const SIGNALS: Record<string, Endpoint> = {
  "GET /api/metrics": { scope: "metrics" },
  "GET /api/alerts": { scope: "admin", wrongQuery: [...PAGING, ["state=silent", ["state"]]] },
  "GET /api/alerts/deliveries": { scope: "admin", wrongQuery: [...PAGING, ["channel_id=7", ["channel_id"]]] },
  "GET /api/alerts/rules": { scope: "admin" },
  "POST /api/alerts/rules": {
    scope: "admin",
    change: RULE,
    wrong: [
      [{}, ["kind", "name", "threshold"]],
      [{ ...RULE, kind: "mood" }, ["kind"]],
      [{ ...RULE, threshold: 0 }, ["threshold"]],
      [{ ...RULE, threshold: 5 }, ["threshold"]],
      [{ ...RULE, kind: "failure_rate", scope: "detect", threshold: 20 }, ["threshold"]],
      [{ ...RULE, scope: "gpu-worker" }, ["scope"]],
      [{ ...RULE, repeat_s: 59 }, ["repeat_s"]],
      [{ ...RULE, window_s: 1e9 }, ["window_s"]],
      [{ ...RULE, silenced_until: "tomorrow" }, ["silenced_until"]],
      [{ ...RULE, colour: 1 }, ["colour"]],
    ],
  },
  "PATCH /api/alerts/rules/[id]": {
    scope: "admin",
    id: "alert_rule",
    change: { is_enabled: false },
    wrong: [...NAME, [{ is_enabled: true, kind: "queue_age" }, ["kind"]]],
  },
  "DELETE /api/alerts/rules/[id]": { scope: "admin", id: "alert_rule" },
  "GET /api/alerts/channels": { scope: "admin" },
  "POST /api/alerts/channels": {
    scope: "admin",
    change: CHANNEL,
    wrong: [
      [{}, ["kind", "name", "target"]],
      [{ ...CHANNEL, kind: "pigeon" }, ["kind"]],
      [{ ...CHANNEL, target: "ftp://example.com" }, ["target"]],
      [{ ...CHANNEL, kind: "email" }, ["target"]],
      [{ ...CHANNEL, secret: "mine" }, ["secret"]],
    ],
  },
  "PATCH /api/alerts/channels/[id]": {
    scope: "admin",
    id: "alert_channel",
    change: { is_enabled: false },
    wrong: [...NAME, [{ is_enabled: true, kind: "slack" }, ["kind"]]],
  },
  "DELETE /api/alerts/channels/[id]": { scope: "admin", id: "alert_channel" },
  "POST /api/alerts/channels/[id]/test": { scope: "admin", id: "alert_channel" },
};
