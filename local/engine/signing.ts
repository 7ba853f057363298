import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Json } from "./types.ts";

const PREFIX = /^signkey-[a-z0-9]+-/i;

/**
 * `X-Inngest-Signature` of a JSON body. The key's text, not its bytes, is the HMAC key; the message is the canonical
 * form of the JSON followed by the time in seconds.
 */
export function signature(signingKey: string, body: string, nowMs: number): string {
  const seconds = String(Math.floor(nowMs / 1000));
  const canonical = body === "" ? "" : canonicalize(JSON.parse(body) as Json); // JSON text holds nothing else
  const mac = createHmac("sha256", signingKey.replace(PREFIX, ""))
    .update(canonical + seconds)
    .digest("hex");
  return `t=${seconds}&s=${mac}`;
}

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
