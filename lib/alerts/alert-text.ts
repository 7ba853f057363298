import { createHmac } from "node:crypto";
import type { AlertMessage } from "@/lib/contracts/alerts";

const PREFIX: Record<AlertMessage["event"], string> = {
  fired: "Alert",
  repeated: "Still",
  resolved: "Resolved",
  test: "Test",
};

/** One line: what happened to what. */
export const headline = ({ event, rule_name, subject }: AlertMessage): string =>
  `${PREFIX[event]}: ${rule_name}${subject ? ` (${subject})` : ""}`;

/** What people read in a mail. @param link the alerts page; left out where the app does not know its own address. */
export function mailText(message: AlertMessage, link: string | undefined): string {
  const lines = [message.summary, "", `Since ${message.opened_at}.`];
  if (message.resolved_at) lines.push(`Over since ${message.resolved_at}.`);
  if (link) lines.push("", link);
  return lines.join("\n");
}

/** The body of an incoming webhook as Slack, Mattermost and Rocket.Chat take it. */
export function slackBody(message: AlertMessage, link: string | undefined): { text: string } {
  const text = `*${escapeSlack(headline(message))}*\n${escapeSlack(message.summary)}${link ? `\n<${link}|Open alerts>` : ""}`;
  return { text };
}

/** The three characters that mean something there. */
const escapeSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, as Stripe signs: the time is signed too, so that an old call cannot be
 * played again for long.
 */
export function sign(body: string, secret: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  const digest = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${digest}`;
}
