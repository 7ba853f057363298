import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Json } from "./types.ts";

const PREFIX = /^signkey-[a-z0-9]+-/i;
/** How far the clocks of app and engine may be apart; the SDK's own limit. */
const MAX_AGE_MS = 5 * 60_000;

/**
 * `X-Inngest-Signature` of a JSON body. The key's text, not its bytes, is the HMAC key; the message is the canonical
 * form of the JSON followed by the time in seconds.
 */
export function signature(signingKey: string, body: string, nowMs: number): string {
  const seconds = String(Math.floor(nowMs / 1000));
  const canonical = body === "" ? "" : canonicalize(JSON.parse(body) as Json); // JSON text holds nothing else
  return `t=${seconds}&s=${macOf(signingKey, canonical + seconds)}`;
}

/**
 * What is wrong with the signature an app put on its answer, null when nothing is. Answers are signed as they are
 * sent, not in canonical form.
 */
export function answerProblem(
  signingKey: string,
  { given, body, nowMs }: { given: string | null; body: string; nowMs: number },
): string | null {
  if (!given) return "carries no signature";
  const fields = new URLSearchParams(given);
  const seconds = fields.get("t") ?? "";
  if (!isSameSecret(fields.get("s") ?? "", macOf(signingKey, body + seconds)))
    return "carries a signature that does not fit the signing key";
  const ageMs = Math.abs(nowMs - Number(seconds) * 1000);
  return ageMs <= MAX_AGE_MS ? null : `was signed at another time (${Math.round(ageMs / 1000)} s away)`;
}

const macOf = (signingKey: string, message: string): string =>
  createHmac("sha256", signingKey.replace(PREFIX, "")).update(message).digest("hex");

/** The token the SDK sends as `Authorization: Bearer`: the hash of the key's decoded hex behind its prefix. */
export function bearerToken(signingKey: string): string {
  const prefix = PREFIX.exec(signingKey)?.[0] ?? "";
  const bytes = Buffer.from(signingKey.slice(prefix.length), "hex");
  return prefix + createHash("sha256").update(bytes).digest("hex");
}

/** Compares secrets in constant time. */
export function isSameSecret(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

/** RFC 8785: keys in UTF-16 order, no spaces; JavaScript's own number and text forms. */
export function canonicalize(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalize(value[key] ?? null)}`);
  return `{${fields.join(",")}}`;
}
