import type { AlertDelivery, AlertMessage } from "@/lib/contracts/alerts";
import type { Deps } from "@/lib/deps";
import { AppError, messageOf, UpstreamError } from "@/lib/errors";
import { findChannel } from "./alert-settings.repository";
import { addTestDelivery, claimDeliveries, type DeliveryEnd, endDelivery } from "./alerts.repository";

const BATCH = 50;
const ATTEMPTS_MAX = 6;
const BACKOFF_MS = 60_000;
const CLAIM_MS = 5 * 60_000;

type Sending = Pick<Deps, "db" | "alertSender">;

/** Sends what is due, all at once; a channel that fails is tried again later, twice as long each time. */
export async function deliverAlerts({ db, alertSender }: Sending): Promise<{ sent: number; failed: number }> {
  const claimed = await claimDeliveries(db, BATCH);
  const ended = await Promise.all(
    claimed.map(async ({ id, message, attempts, ...channel }) => {
      const end = await attempt(() => alertSender.send(channel, message, id), attempts);
      return endDelivery(db, id, end);
    }),
  );
  const sent = ended.filter(({ status }) => status === "sent").length;
  return { sent, failed: ended.length - sent };
}

/** Tries a channel out now; how it went is in the answer and kept like any delivery. @throws {NotFoundError} */
export async function sendTestAlert({ db, alertSender }: Sending, channelId: string): Promise<AlertDelivery> {
  const channel = await findChannel(db, channelId);
  const message: AlertMessage = {
    event: "test",
    alert_id: null,
    rule: "test",
    rule_name: "Test of a channel",
    subject: channel.name,
    value: null,
    threshold: null,
    summary: "This is a test. Alerts of Modomo arrive here.",
    opened_at: new Date().toISOString(),
    resolved_at: null,
  };
  const id = await addTestDelivery(db, channelId, message, new Date(Date.now() + CLAIM_MS).toISOString());
  // Somebody waits for the answer, so there is one try.
  return endDelivery(db, id, await attempt(() => alertSender.send(channel, message, id), ATTEMPTS_MAX));
}

/** @param attempts this one included. */
async function attempt(send: () => Promise<void>, attempts: number): Promise<DeliveryEnd> {
  try {
    await send();
    return { status: "sent" };
  } catch (error) {
    const reason = messageOf(error).slice(0, 500);
    const isFinal = error instanceof AppError && !(error instanceof UpstreamError);
    if (isFinal || attempts >= ATTEMPTS_MAX) return { status: "failed", error: reason };
    const asked = error instanceof UpstreamError ? error.retryAfterMs : undefined;
    const waitMs = Math.min(asked ?? BACKOFF_MS * 2 ** (attempts - 1), 60 * 60_000);
    return { status: "pending", error: reason, due_at: new Date(Date.now() + waitMs).toISOString() };
  }
}
