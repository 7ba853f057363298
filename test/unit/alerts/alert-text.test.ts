import { describe, expect, test } from "vitest";
import { describeRule, describeSeconds, describeThreshold, toThreshold } from "@/app/(dashboard)/alerts/alert-labels";
import { headline, mailText, sign, slackBody } from "@/lib/alerts/alert-text";
import { type AlertMessage, type AlertRule, ruleProblems, targetProblem } from "@/lib/contracts/alerts";

const MESSAGE: AlertMessage = {
  event: "fired",
  alert_id: "0199f000-0000-7000-8000-000000000001",
  rule: "queue_age",
  rule_name: "A queue waits",
  subject: "detection",
  value: 1000,
  threshold: 900,
  summary: "The oldest of 3 chunks waits <long>.",
  opened_at: "2026-01-01T00:00:00Z",
  resolved_at: null,
};

test("a signature is the HMAC-SHA256 of time and body: known value", () => {
  // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
  expect(sign('{"a":1}', "whsec_test", 1_700_000_000_999)).toBe(
    "t=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789",
  );
});

test.each([
  { event: "fired", line: "Alert: A queue waits (detection)" },
  { event: "repeated", line: "Still: A queue waits (detection)" },
  { event: "resolved", line: "Resolved: A queue waits (detection)" },
] as const)("$event is said in one line: $line", ({ event, line }) => {
  expect(headline({ ...MESSAGE, event })).toBe(line);
});

test("a mail says since when, until when, and where to look", () => {
  const text = mailText({ ...MESSAGE, resolved_at: "2026-01-01T01:00:00Z" }, "https://example.com/alerts");
  expect(text.split("\n").filter(Boolean)).toEqual([
    MESSAGE.summary,
    "Since 2026-01-01T00:00:00Z.",
    "Over since 2026-01-01T01:00:00Z.",
    "https://example.com/alerts",
  ]);
});

test("Slack's text has no link where the app does not know its address, and nothing that is markup there", () => {
  expect(slackBody(MESSAGE, undefined)).toEqual({
    text: "*Alert: A queue waits (detection)*\nThe oldest of 3 chunks waits &lt;long&gt;.",
  });
});

describe("rules", () => {
  const rule = { kind: "queue_age", threshold: 900, scope: null } as const;
  test.each([
    { name: "seconds", change: {}, fields: [] },
    { name: "fewer seconds than between two looks", change: { threshold: 29 }, fields: ["threshold"] },
    { name: "a share", change: { kind: "failure_rate", threshold: 0.99 }, fields: [] },
    { name: "a share of 1", change: { kind: "failure_rate", threshold: 1 }, fields: ["threshold"] },
    { name: "a queue", change: { scope: "detection" }, fields: [] },
    { name: "a job kind for queues", change: { scope: "detect" }, fields: ["scope"] },
    { name: "a job kind for jobs", change: { kind: "stalled_job", scope: "detect" }, fields: [] },
  ] as const)("$name: $fields", ({ change, fields }) => {
    expect(ruleProblems({ ...rule, ...change }).map(({ path }) => path.join("."))).toEqual(fields);
  });

  test.each([
    { kind: "webhook", target: "https://example.com/x", isRight: true },
    { kind: "webhook", target: "a@example.com", isRight: false },
    { kind: "email", target: "a@example.com, b@example.com", isRight: true },
    { kind: "email", target: "a@example.com,", isRight: false },
  ] as const)("a $kind to $target: $isRight", ({ kind, target, isRight }) => {
    expect(targetProblem(kind, target) === null).toBe(isRight);
  });
});

describe("what a rule says on the page", () => {
  test.each([
    { seconds: 45, text: "45 s" },
    { seconds: 90, text: "90 s" },
    { seconds: 900, text: "15 min" },
    { seconds: 7200, text: "2 h" },
  ])("$seconds s is $text", ({ seconds, text }) => {
    expect(describeSeconds(seconds)).toBe(text);
  });

  test("shares are percentages, typed and shown", () => {
    expect(toThreshold("failure_rate", 20)).toBe(0.2);
    expect(toThreshold("queue_age", 20)).toBe(20);
    expect(describeThreshold({ kind: "failure_rate", threshold: 0.07 })).toBe("7%");
  });

  test("one line holds threshold, window, scope and repeats", () => {
    const rule: AlertRule = {
      id: "0199f000-0000-7000-8000-000000000002",
      name: "Many fail",
      kind: "failure_rate",
      threshold: 0.2,
      window_s: 900,
      min_items: 20,
      scope: "detect",
      repeat_s: null,
      is_enabled: true,
      silenced_until: null,
      created_at: "2026-01-01T00:00:00Z",
    };
    expect(describeRule(rule)).toBe(
      "Share of failed items: over 20% of at least 20 in 15 min, detect only; told once.",
    );
  });
});
