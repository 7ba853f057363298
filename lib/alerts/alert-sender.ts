import { createTransport, type Transporter } from "nodemailer";
import type { AlertChannel, AlertMessage } from "@/lib/contracts/alerts";
import type { Env } from "@/lib/env";
import { InvalidInputError, UpstreamError } from "@/lib/errors";
import { createSafePost } from "@/lib/http/safe-post";
import { headline, mailText, sign, slackBody } from "./alert-text";

export interface AlertSender {
  canSendEmail: boolean;
  /**
   * Tells a channel. Sent twice it carries the same `deliveryId`.
   * @throws {AppError} what went wrong, in words for people; `upstream` may work later.
   */
  send(
    channel: { kind: AlertChannel["kind"]; target: string; secret: string | null },
    message: AlertMessage,
    deliveryId: string,
  ): Promise<void>;
}

type SenderEnv = Pick<
  Env,
  "SMTP_URL" | "MODOMO_MAIL_FROM" | "MODOMO_PUBLIC_URL" | "MODOMO_USER_AGENT" | "MODOMO_FETCH_PRIVATE_ORIGINS"
>;

export function createAlertSender(env: SenderEnv): AlertSender {
  const link = env.MODOMO_PUBLIC_URL && new URL("/alerts", env.MODOMO_PUBLIC_URL).href;
  const { post } = createSafePost({
    userAgent: env.MODOMO_USER_AGENT,
    privateOrigins: env.MODOMO_FETCH_PRIVATE_ORIGINS,
  });
  let transport: Transporter | undefined;

  async function mail(to: string, message: AlertMessage, deliveryId: string): Promise<void> {
    if (!env.SMTP_URL)
      throw new InvalidInputError("E-mail is not set up: SMTP_URL names no server. Set it and start the app again.");
    transport ??= createTransport({ url: env.SMTP_URL, connectionTimeout: 10_000, socketTimeout: 15_000 });
    try {
      await transport.sendMail({
        from: env.MODOMO_MAIL_FROM,
        to: to.split(",").map((address) => address.trim()),
        subject: `[Modomo] ${headline(message)}`,
        text: mailText(message, link),
        messageId: `<${deliveryId}@modomo>`,
      });
    } catch (cause) {
      throw new UpstreamError(`The mail server did not take the message: ${String(cause)}`, { cause });
    }
  }

  return {
    canSendEmail: env.SMTP_URL !== undefined,
    send({ kind, target, secret }, message, deliveryId) {
      if (kind === "email") return mail(target, message, deliveryId);
      if (kind === "slack") return post(target, JSON.stringify(slackBody(message, link)), {});
      const body = JSON.stringify({ id: deliveryId, ...message, link: link ?? null });
      const signature: Record<string, string> = secret ? { "x-modomo-signature": sign(body, secret, Date.now()) } : {};
      return post(target, body, { ...signature, "x-modomo-delivery": deliveryId });
    },
  };
}
